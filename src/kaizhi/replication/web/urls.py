from django.urls import path

from kaizhi.replication.web import views

app_name = "replication"
urlpatterns = [
    path("", views.radar, name="radar"),
    path("ranking/", views.ranking, name="ranking"),
    path("figures.csv", views.figures, name="figures"),
]
