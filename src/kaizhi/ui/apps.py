from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "kaizhi.ui"
    label = "ui"
