"""Every address of the site, and what each person of the cast finds behind it.

Codes stand in the order of PEOPLE: nobody signed in, Emil of the other territory, Ben who reads in Anna's team, Anna
who owns the group, Dora who directs, Root who administers. A POST has nothing filled in. 302 leads
to the sign-in page, 404 hides, 403 refuses, 405 does not know the method, 409 and 422 say what is missing.
"""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from kaizhi.config.tests.scene import Scene
from kaizhi.insight.records import RECORDS

PEOPLE = ("anonymous", "emil", "ben", "anna", "dora", "root")
Codes = tuple[int, ...]

ALL = (302, 200, 200, 200, 200, 200)  # whoever is signed in
VISIBLE = (302, 404, 200, 200, 200, 200)  # whoever sees the group
EDITORS = (302, 404, 403, 200, 200, 200)  # whoever sees it and may change it
MAKERS = (302, 200, 403, 200, 200, 200)  # whoever may make new ones
TRADERS = (302, 403, 403, 200, 200, 200)  # whose role includes it; Emil's does not
IMPORTERS = (302, 404, 404, 200, 200, 200)  # who made the import, and who sees everything
SCORERS = (302, 403, 403, 403, 200, 200)
ADMINS = (302, 403, 403, 403, 403, 200)
ONWARD = (302, 302, 302, 302, 302, 302)
NO = (302, 405, 405, 405, 405, 405)  # another method only


def _instead(codes: Codes, answer: int) -> Codes:
    """The same people pass, and get another answer than 200."""
    return tuple(answer if code == 200 else code for code in codes)


@dataclass(frozen=True)
class Door:
    """One URL name with arguments: a key of `Scene.ids`, or the value itself."""

    name: str
    get: Codes
    post: Codes
    args: dict[str, str | int] = field(default_factory=dict)
    query: dict[str, str] = field(default_factory=dict)

    def url(self, scene: Scene) -> str:
        values = {key: scene.ids.get(str(value), value) for key, value in self.args.items()}
        query = {key: scene.ids.get(value, value) for key, value in self.query.items()}
        return reverse(self.name, kwargs=values) + (f"?{urlencode(query)}" if query else "")


def _door(
    name: str, get: Codes, post: Codes = NO, /, *, query: dict[str, str] | None = None, **args: str | int
) -> Door:
    return Door(name, get, post, args, query or {})


def _form(name: str, who: Codes, answer: int = 422, /, **args: Any) -> Door:
    """A page with a form, answered with the form again when nothing is filled in."""
    return _door(name, who, _instead(who, answer), **args)


def _act(name: str, who: Codes, answer: int = 302, /, **args: str | int) -> Door:
    return _door(name, NO, _instead(who, answer), **args)


DOORS: tuple[Door, ...] = (
    _door("home", ONWARD, ONWARD),
    _door("account_login", (200, *ONWARD[1:]), (200, *ONWARD[1:])),
    _door("account_logout", ALL, ONWARD),
    _door("account_change_password", ALL, ALL),
    _door("account_signup", ONWARD, ONWARD),
    # people
    _door("access:people", ADMINS),
    _form("access:create_person", ADMINS),
    _form("access:person", ADMINS, user_id="ben"),
    _act("access:reset_password", ADMINS, 200, user_id="ben"),
    _act("access:set_active", ADMINS, user_id="ben"),
    _form("access:teams", ADMINS),
    _form("access:team", ADMINS, team_id="team"),
    _door("access:roles", ADMINS),
    _form("access:create_role", ADMINS),
    _form("access:role", ADMINS, role_id="role"),
    _form("access:profile", ALL),
    _door("access:pick", ALL),
    # customers
    _door("accounts:accounts", ALL),
    _door("accounts:contacts", ALL),
    _door("accounts:search", ALL, query={"q": "e"}),
    _door("accounts:pick", ALL, query={"q": "e"}),
    _door("accounts:pick_group", ALL, query={"q": "e"}),
    _form("accounts:create", MAKERS),
    _door("accounts:similar", MAKERS, query={"name": "head"}),
    _form("accounts:transfer_many", TRADERS, 200),
    _form("accounts:share_many", MAKERS, 200),
    _form("accounts:follow_up_many", MAKERS, 200),
    _door("accounts:account", VISIBLE, account_id="head"),
    _door("accounts:account", VISIBLE, account_id="lyon"),
    _door("accounts:timeline", VISIBLE, account_id="lyon"),
    _door("accounts:look", _instead(VISIBLE, 302), account_id="lyon"),
    _door(
        "accounts:fact", _instead(VISIBLE, 303), _instead(EDITORS, 409), account_id="head", part="account", name="city"
    ),
    _form("accounts:move", EDITORS, 302, account_id="lyon"),  # no parent named: a top of its own
    _form("accounts:transfer", EDITORS, account_id="lyon"),
    _form("accounts:collaborators", EDITORS, 302, account_id="lyon"),
    _door("accounts:delete", NO, (302, 404, 403, 403, 302, 302), account_id="shop"),
    _form("accounts:create_contact", EDITORS, account_id="lyon"),
    _form("accounts:contact", EDITORS, contact_id="contact"),
    _act("accounts:delete_contact", EDITORS, contact_id="contact"),
    _form("accounts:create_competitor", EDITORS, account_id="pune"),
    _form("accounts:competitor", EDITORS, competitor_id="competitor"),
    _act("accounts:delete_competitor", EDITORS, competitor_id="competitor"),
    # business
    _door("pipeline:opportunities", ALL),
    _form("pipeline:create", MAKERS),
    _form("pipeline:edit", EDITORS, opportunity_id="opportunity"),
    _form("pipeline:close", EDITORS, opportunity_id="opportunity"),
    _door("pipeline:account_panel", VISIBLE, account_id="head"),
    _door("contracts:contracts", ALL),
    _form("contracts:create_contract", TRADERS),
    _door("contracts:pick", ALL),
    _form("contracts:contract", EDITORS, pk="contract"),
    _door("contracts:orders", ALL),
    _form("contracts:create_order", TRADERS),
    _form("contracts:order", EDITORS, pk="order"),
    _door("contracts:instalments", ALL),
    _form("contracts:create_instalment", TRADERS, query={"contract": "contract"}),
    _form("contracts:instalment", EDITORS, pk="instalment"),
    _form("contracts:receive", EDITORS, pk="instalment"),
    _door("contracts:account_panel", VISIBLE, account_id="head"),
    _door("service:satisfactions", ALL),
    _form("service:create_satisfaction", MAKERS),
    _form("service:create_case", MAKERS),
    _form("service:case", EDITORS, case_id="case"),
    _door("service:account_panel", VISIBLE, account_id="head"),
    # scores, tree, radar
    _door("insight:account_panel", VISIBLE, account_id="head"),
    _door("insight:account_panel", VISIBLE, account_id="lyon"),
    _door("insight:group_score", VISIBLE, account_id="head"),
    _door("insight:history", VISIBLE, account_id="head"),
    *(_door("insight:records", VISIBLE, account_id="head", kind=kind) for kind in RECORDS),
    _door("insight:runs", SCORERS),
    _door("insight:run", SCORERS, run_id="run"),
    _act("insight:recompute", SCORERS, 303),
    _door("insight:state", SCORERS),
    _door("coverage:groups", ALL),
    _door("coverage:tree", VISIBLE, account_id="head"),
    _door("coverage:tree", VISIBLE, account_id="head", query={"view": "table"}),
    _door("coverage:nodes", VISIBLE, account_id="head", query={"under": "company"}),
    _door("coverage:export", EDITORS, account_id="head", form="csv"),
    _door("coverage:export", EDITORS, account_id="head", form="xlsx"),
    _door("coverage:account_panel", VISIBLE, account_id="lyon"),
    _door("replication:radar", ALL),
    _door("replication:ranking", ALL),
    _door("replication:figures", TRADERS, query={"chart": "priority"}),
    # import
    _form("interchange:imports", TRADERS),
    _door("interchange:template", TRADERS),
    _door("interchange:batch", IMPORTERS, batch_id="batch"),
    _door("interchange:rows", IMPORTERS, batch_id="batch"),
    _form("interchange:mapping", IMPORTERS, 302, batch_id="batch"),
    _act("interchange:write", IMPORTERS, batch_id="batch"),
    _act("interchange:undo", IMPORTERS, 409, batch_id="batch"),
    _door("interchange:rejected", IMPORTERS, batch_id="batch"),
    # the frame
    _door("ui:look", (405,) * 6, ONWARD),
    _door("ui:icons", (200,) * 6, (405,) * 6, version="1"),
    _door("ui:components", ALL),
    _door("ui:lazy_panel", ALL),
    _door("ui:options", ALL),
    _door("ui:edit_sample", _instead(ALL, 303), _instead(ALL, 422)),
    _door("ui:peek", ALL, number=1),
    _act("ui:list_columns", ALL, name="accounts"),
    _act("ui:list_width", ALL, 422, name="accounts"),
    _act("ui:list_views", ALL, 422, name="accounts"),
)

#: Doors that answer without a person: the sign-in page, the way out of signing up, the look of both, the icons.
PUBLIC = frozenset({"account_login", "account_signup", "ui:look", "ui:icons"})
