from django.urls import path

from kaizhi.service.web import views

app_name = "service"
urlpatterns = [
    path("", views.satisfactions, name="satisfactions"),
    path("new/", views.create_satisfaction, name="create_satisfaction"),
    path("cases/new/", views.create_case, name="create_case"),
    path("cases/<int:case_id>/", views.edit_case, name="case"),
    path("accounts/<int:account_id>/panel/", views.account_panel, name="account_panel"),
]
