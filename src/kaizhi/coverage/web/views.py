"""The list of groups, the tree of one of them, and what its scripts and other pages ask for."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kaizhi.access.capabilities import Capability
from kaizhi.access.fields import policy_for
from kaizhi.access.permissions import require
from kaizhi.accounts.models import Account
from kaizhi.audit.actions import record_event
from kaizhi.common.dates import today
from kaizhi.common.http import AppRequest, render_page
from kaizhi.coverage.asked import numbers_in, read_asked
from kaizhi.coverage.export import FORMS, tree_file
from kaizhi.coverage.outline import way_to
from kaizhi.coverage.page import place_of, read_page
from kaizhi.coverage.payload import as_json, payload_of
from kaizhi.coverage.web.context import tree_context
from kaizhi.coverage.web.groups import GROUPS, groups_of
from kaizhi.coverage.words import sign_of
from kaizhi.ui.tables import ListPage, list_response

_MOST_OPENED = 300


def _visible(request: AppRequest, account_id: int) -> Account:
    return get_object_or_404(Account.objects.visible_to(request.user), pk=account_id)


@require_safe
def groups(request: AppRequest) -> HttpResponse:
    """Every group whose head the person sees, with its coverage."""
    page = ListPage(GROUPS, request, groups_of(request.user), policy_for(request.user))
    may_export = request.user.can(Capability.EXPORT)
    return list_response(page, title=_("Customer tree"), may_export=may_export)


@require_safe
def tree(request: AppRequest, account_id: int) -> HttpResponse:
    """The tree around one account: drawing, indented table, blind spots."""
    page = read_page(request.user, _visible(request, account_id), read_asked(request.GET), today())
    context = tree_context(request, page, today(), is_piece=bool(request.htmx))
    return render_page(request, "coverage/tree.html", context, partial="coverage/_tree_table.html")


@require_safe
def nodes(request: AppRequest, account_id: int) -> HttpResponse:
    """For the drawing: the children of the nodes named in `under`, and which nodes a search or the legend leaves."""
    page = read_page(request.user, _visible(request, account_id), read_asked(request.GET), today())
    parents = [page.tree.by_id[pk] for pk in numbers_in(request.GET.get("under", "")) if pk in page.tree.by_id]
    children = [child for parent in parents for child in parent.children]
    answer = payload_of(children, page.tree, page.rights)
    if page.hits is not None:
        hits = sorted(page.hits)
        answer |= {"hits": hits, "open": sorted(way_to(page.tree, set(hits[:_MOST_OPENED])))}
    return HttpResponse(as_json(answer), content_type="application/json")


@require_safe
def export(request: AppRequest, account_id: int, form: str) -> HttpResponse:
    """The whole visible tree as a file."""
    account = _visible(request, account_id)
    require(request.user, Capability.EXPORT)
    if form not in FORMS:
        raise Http404
    page = read_page(request.user, account, read_asked(request.GET), today())
    response = tree_file(page, form)
    record_event("tree.exported", account, by=request.user, data={"form": form, "n": len(page.tree)})
    return response


@require_safe
def account_panel(request: AppRequest, account_id: int) -> HttpResponse:
    """On an account's page: its place in the tree, how far its branch is covered, which sisters are not."""
    place = place_of(request.user, _visible(request, account_id), today())
    uncovered = [(node, sign_of(node.own_relation)) for node in place.uncovered]
    return render(request, "coverage/_account_panel.html", {"place": place, "uncovered": uncovered})
