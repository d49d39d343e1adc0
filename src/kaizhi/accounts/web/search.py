"""Finding: the box at the top of every page, the palette, and the pickers of forms and filters."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kaizhi.accounts.models import Account, Group
from kaizhi.accounts.queries import MOST_FOUND, Found, find, find_accounts, with_group_names
from kaizhi.common.http import AppRequest

_LONGEST = 100
_ICONS = {
    "head_office": "network",
    "company": "building-2",
    "branch": "split",
    "plant": "factory",
    "workshop": "wrench",
}


@dataclass(frozen=True, slots=True)
class Hit:
    """A line of the results."""

    url: str
    label: str
    hint: str
    icon: str


@dataclass(frozen=True, slots=True)
class HitGroup:
    label: str
    items: list[Hit]


def _asked(request: AppRequest) -> str:
    return request.GET.get("q", "").replace("\0", "").strip()[:_LONGEST]


def hit_groups(found: Found) -> list[HitGroup]:
    accounts = [Hit(a.get_absolute_url(), a.name, _hint(a), _ICONS[a.kind]) for a in found.accounts]
    contacts = [Hit(c.get_absolute_url(), c.name, c.account.name, "user") for c in found.contacts]
    groups = (HitGroup(_("Customers"), accounts), HitGroup(_("Contacts"), contacts))
    return [group for group in groups if group.items]


def _hint(account: Account) -> str:
    """Its group, where the person sees the head; else what kind it is."""
    return getattr(account, "group_name", None) or account.get_kind_display()


@require_safe
def search(request: AppRequest) -> HttpResponse:
    words = _asked(request)
    groups = hit_groups(find(request.user, words))
    if request.GET.get("palette") == "1":
        return render(request, "ui/_palette_results.html", {"groups": groups})
    return render(request, "accounts/search.html", {"groups": groups, "search_words": words})


@require_safe
def pick(request: AppRequest) -> HttpResponse:
    """Accounts for a picker; before anything is typed, the person's own latest."""
    words, user = _asked(request), request.user
    visible = Account.objects.visible_to(user)
    if words:
        found = find_accounts(visible, words, user)
    else:
        found = with_group_names(list(visible.owned_by(user).order_by("-updated_at", "-pk")[:MOST_FOUND]), user)
    return _options(request, found)


@require_safe
def pick_group(request: AppRequest) -> HttpResponse:
    """Heads of groups."""
    words, user = _asked(request), request.user
    heads = Account.objects.visible_to(user).filter(pk__in=Group.objects.values("head"))
    found = find_accounts(heads, words, user) if words else list(heads.order_by("sort_key", "pk")[:MOST_FOUND])
    return _options(request, found)


def _options(request: AppRequest, accounts: list[Account]) -> HttpResponse:
    options = [{"value": one.pk, "label": one.name, "hint": _hint(one)} for one in accounts]
    return render(request, "ui/_options.html", {"options": options})
