from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody signs up: an administrator makes the account. What goes wrong is said in our words."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _("User name and password do not belong together. Check both and try again."),
        "account_inactive": _("This account is closed. Ask your administrator."),
        "too_many_login_attempts": _(
            "Too many failed attempts: sign-in with this user name is closed for 15 minutes. "
            "If you forgot the password, ask your administrator for a new one."
        ),
        "enter_current_password": _("This is not your present password."),
        "rate_limited": _("Too many attempts in a short time. Wait some minutes, then try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002
        return False

    def send_notification_mail(self, *args: object, **kwargs: object) -> None:
        """No mail leaves an installation that has no mail server."""

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002
        return "/"
