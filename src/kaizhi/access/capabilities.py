"""What a role may do. The codes are stored; the words are shown. `permissions.py` of each domain names the one it asks for."""

from django.db import models
from django.utils.translation import gettext_lazy as _


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
