from django.urls import path

from kaizhi.pipeline.web import views

app_name = "pipeline"
urlpatterns = [
    path("", views.opportunities, name="opportunities"),
    path("new/", views.create, name="create"),
    path("<int:opportunity_id>/", views.edit, name="edit"),
    path("<int:opportunity_id>/close/", views.close, name="close"),
    path("accounts/<int:account_id>/panel/", views.account_panel, name="account_panel"),
]
