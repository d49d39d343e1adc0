from django.urls import path

from kaizhi.coverage.web import views

app_name = "coverage"
urlpatterns = [
    path("", views.groups, name="groups"),
    path("<int:account_id>/", views.tree, name="tree"),
    path("<int:account_id>/nodes/", views.nodes, name="nodes"),
    path("<int:account_id>/export/<str:form>/", views.export, name="export"),
    path("accounts/<int:account_id>/panel/", views.account_panel, name="account_panel"),
]
