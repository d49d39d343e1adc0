from django.urls import path

from kaizhi.ui.web import components, lists, views

app_name = "ui"
urlpatterns = [
    path("look", views.look, name="look"),
    path("icons-<str:version>.svg", views.icons, name="icons"),
    path("components", components.components, name="components"),
    path("components/panel", components.lazy_panel, name="lazy_panel"),
    path("components/options", components.options, name="options"),
    path("components/inplace", components.edit_sample, name="edit_sample"),
    path("components/peek/<int:number>", components.peek, name="peek"),
    path("lists/<str:name>/columns", lists.columns, name="list_columns"),
    path("lists/<str:name>/width", lists.width, name="list_width"),
    path("lists/<str:name>/views", lists.views, name="list_views"),
]
