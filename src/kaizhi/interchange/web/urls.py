from django.urls import path

from kaizhi.interchange.web import views

app_name = "interchange"
urlpatterns = [
    path("", views.imports, name="imports"),
    path("template.xlsx", views.template, name="template"),
    path("<int:batch_id>/", views.batch, name="batch"),
    path("<int:batch_id>/rows/", views.rows, name="rows"),
    path("<int:batch_id>/mapping/", views.mapping, name="mapping"),
    path("<int:batch_id>/write/", views.write, name="write"),
    path("<int:batch_id>/undo/", views.undo, name="undo"),
    path("<int:batch_id>/rejected.xlsx", views.rejected, name="rejected"),
]
