"""What a role may do. The codes are stored; the words are shown; each domain names the one it asks for."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Capability(models.TextChoices):
    ACCOUNT_CREATE = "account.create", _("Create customers")
    ACCOUNT_EDIT = "account.edit", _("Edit customers")
    ACCOUNT_TRANSFER = "account.transfer", _("Transfer customers")
    ACCOUNT_DELETE = "account.delete", _("Delete customers")
    CONTACT_EDIT = "contact.edit", _("Edit contacts")
    TRADE_EDIT = "trade.edit", _("Edit contracts, orders and payments")
    OPPORTUNITY_EDIT = "opportunity.edit", _("Edit opportunities")
    EXPORT = "data.export", _("Export lists")
    IMPORT = "data.import", _("Import workbooks")
    SCORE_RUN = "score.run", _("Recompute scores")
    PEOPLE_MANAGE = "people.manage", _("Manage people and roles")


#: Standard roles a new installation starts with: name, data scope, capabilities ("*" is all).
STANDARD_ROLES: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("administrator", "all", ("*",)),
    (
        "sales_director",
        "all",
        (
            "account.create",
            "account.edit",
            "account.transfer",
            "account.delete",
            "contact.edit",
            "trade.edit",
            "opportunity.edit",
            "data.export",
            "data.import",
            "score.run",
        ),
    ),
    (
        "key_account_manager",
        "team_and_below",
        (
            "account.create",
            "account.edit",
            "account.transfer",
            "contact.edit",
            "trade.edit",
            "opportunity.edit",
            "data.export",
            "data.import",
        ),
    ),
    ("sales_rep", "own", ("account.create", "account.edit", "contact.edit", "opportunity.edit")),
    ("analyst", "all", ("data.export", "score.run")),
)

#: What the standard roles are called until an administrator renames them.
STANDARD_ROLE_NAMES = {
    "administrator": pgettext_lazy("role", "Administrator"),
    "sales_director": pgettext_lazy("role", "Sales director"),
    "key_account_manager": pgettext_lazy("role", "Key-account manager"),
    "sales_rep": pgettext_lazy("role", "Sales engineer"),
    "analyst": pgettext_lazy("role", "Sales analyst"),
}
