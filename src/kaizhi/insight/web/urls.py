from django.urls import path

from kaizhi.insight.web import runs, views

app_name = "insight"
urlpatterns = [
    path("accounts/<int:account_id>/panel/", views.account_panel, name="account_panel"),
    path("groups/<int:account_id>/", views.group_score, name="group_score"),
    path("groups/<int:account_id>/history/", views.history, name="history"),
    path("groups/<int:account_id>/records/<slug:kind>/", views.records, name="records"),
    path("runs/", runs.runs, name="runs"),
    path("runs/<int:run_id>/", runs.run, name="run"),
    path("recompute/", runs.recompute, name="recompute"),
    path("recompute/state/", runs.state, name="state"),
]
