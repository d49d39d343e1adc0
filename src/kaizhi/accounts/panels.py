"""The account a panel or a form is about."""

from django.shortcuts import get_object_or_404

from kaizhi.access.models import User
from kaizhi.accounts.models import Account
from kaizhi.common.http import AppRequest

#: Rows a panel shows before it points to the list.
PANEL_ROWS = 8
_LONGEST_NUMBER = 19  # digits of a 64-bit number


def visible_account(user: User, account_id: int) -> Account:
    """The account, or 404 where this person does not see it."""
    return get_object_or_404(Account.objects.visible_to(user).select_related("owner"), pk=account_id)


def account_asked_for(request: AppRequest) -> Account | None:
    """The account named by ?account=, if this person sees it; 404 if not."""
    wanted = request.GET.get("account", "")
    return (
        visible_account(request.user, int(wanted))
        if wanted.isascii() and wanted.isdigit() and len(wanted) < _LONGEST_NUMBER
        else None
    )
