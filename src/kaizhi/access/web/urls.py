from django.urls import path

from kaizhi.access.web import people, profile, roles, teams

app_name = "access"
urlpatterns = [
    path("", people.people, name="people"),
    path("new/", people.create, name="create_person"),
    path("<int:user_id>/", people.person, name="person"),
    path("<int:user_id>/password/", people.password, name="reset_password"),
    path("<int:user_id>/active/", people.active, name="set_active"),
    path("teams/", teams.teams, name="teams"),
    path("teams/<int:team_id>/", teams.team, name="team"),
    path("roles/", roles.roles, name="roles"),
    path("roles/new/", roles.create, name="create_role"),
    path("roles/<int:role_id>/", roles.role, name="role"),
    path("me/", profile.profile, name="profile"),
    path("pick/", people.pick, name="pick"),
]
