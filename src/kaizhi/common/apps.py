from django.apps import AppConfig


class CommonConfig(AppConfig):
    name = "kaizhi.common"
    label = "common"
