"""Signing in and out. allauth has a door for signing up too; ours leads back to the sign-in page."""

from allauth.account import views
from django.contrib.auth.decorators import login_not_required
from django.urls import path
from django.views.generic import RedirectView

urlpatterns = [
    path("sign-in/", views.login, name="account_login"),
    path("sign-out/", views.logout, name="account_logout"),
    path("password/", views.password_change, name="account_change_password"),
    path("sign-up/", login_not_required(RedirectView.as_view(pattern_name="account_login")), name="account_signup"),
]
