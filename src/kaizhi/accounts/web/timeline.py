"""The panel of what happened to a customer."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from kaizhi.accounts.panels import visible_account
from kaizhi.accounts.timeline import timeline_of
from kaizhi.common.http import AppRequest, render_page

_LONGEST_NUMBER = 19  # digits of a 64-bit number


@require_safe
def timeline(request: AppRequest, account_id: int) -> HttpResponse:
    """The newest events, or with `before` the next ones further back."""
    account = visible_account(request.user, account_id)
    asked = request.GET.get("before", "")
    before = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < _LONGEST_NUMBER else None
    context = {"account": account, "timeline": timeline_of(request.user, account, before=before)}
    piece = "accounts/_timeline_rows.html" if before else "accounts/_timeline.html"
    return render_page(request, "accounts/timeline.html", context, partial=piece)
