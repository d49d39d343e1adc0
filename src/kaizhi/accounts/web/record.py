"""One account: its page, and the quick look from a list."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from kaizhi.accounts.models import Account
from kaizhi.accounts.pages import record_for
from kaizhi.accounts.rules import sources
from kaizhi.common.http import AppRequest


def _visible(request: AppRequest, account_id: int) -> Account:
    return get_object_or_404(Account.objects.visible_to(request.user).select_related("owner", "team"), pk=account_id)


@require_safe
def account(request: AppRequest, account_id: int) -> HttpResponse:
    found = _visible(request, account_id)
    context = {"record": record_for(found, request.user), "account": found, "sources": sources()}
    return render(request, "accounts/account.html", context)


@require_safe
def look(request: AppRequest, account_id: int) -> HttpResponse:
    """The same pieces in the drawer; without a drawer to put them in, the page itself."""
    found = _visible(request, account_id)
    if not request.htmx:
        return redirect(found)
    return render(request, "accounts/_look.html", {"record": record_for(found, request.user), "account": found})
