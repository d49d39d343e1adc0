"""The left menu: the same order for everyone, what a person may not use simply absent."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kaizhi.access.capabilities import Capability
from kaizhi.common.http import AppRequest


@dataclass(frozen=True, slots=True)
class MenuEntry:
    label: str | Promise
    icon: str  # a lucide name
    url_name: str
    needs: Capability | None = None


@dataclass(frozen=True, slots=True)
class MenuItem:
    label: str | Promise
    icon: str
    url: str
    is_current: bool


ENTRIES: tuple[MenuEntry, ...] = (
    MenuEntry(_("Replication radar"), "radar", "replication:radar"),
    MenuEntry(_("Customer tree"), "network", "coverage:groups"),
    MenuEntry(_("Customers"), "building-2", "accounts:accounts"),
    MenuEntry(_("Contacts"), "users", "accounts:contacts"),
    MenuEntry(_("Opportunities"), "target", "pipeline:opportunities"),
    MenuEntry(_("Contracts"), "file-text", "contracts:contracts"),
    MenuEntry(_("Orders"), "package", "contracts:orders"),
    MenuEntry(_("Payments"), "banknote", "contracts:instalments"),
    MenuEntry(_("Satisfaction"), "smile", "service:satisfactions"),
    MenuEntry(_("Import"), "upload", "interchange:imports", Capability.IMPORT),
    MenuEntry(_("People and roles"), "shield", "access:people", Capability.PEOPLE_MANAGE),
)

CREATE: tuple[MenuEntry, ...] = (
    MenuEntry(_("Customer"), "building-2", "accounts:create", Capability.ACCOUNT_CREATE),
    MenuEntry(_("Opportunity"), "target", "pipeline:create", Capability.OPPORTUNITY_EDIT),
    MenuEntry(_("Import a workbook"), "upload", "interchange:imports", Capability.IMPORT),
)


def create_menu_for(request: AppRequest) -> list[MenuItem]:
    """What the create button offers this person."""
    allowed = [entry for entry in CREATE if entry.needs is None or request.user.can(entry.needs)]
    return [MenuItem(entry.label, entry.icon, reverse(entry.url_name), is_current=False) for entry in allowed]


def menu_for(request: AppRequest) -> list[MenuItem]:
    """The signed-in person's entries, the longest matching address marked as current."""
    user = request.user
    entries = [(entry, reverse(entry.url_name)) for entry in ENTRIES if entry.needs is None or user.can(entry.needs)]
    here = max((url for _entry, url in entries if request.path.startswith(url)), key=len, default="")
    return [MenuItem(entry.label, entry.icon, url, url == here) for entry, url in entries]
