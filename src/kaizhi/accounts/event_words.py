"""What is done to customers and their people, as their timeline tells it."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kaizhi.audit.words import Detail, say


def _moved(data: Mapping[str, Any]) -> list[Detail]:
    return [Detail(_("parent"), data.get("from"), data.get("to"), ("accounts.account", "parent"))]


def _transferred(data: Mapping[str, Any]) -> list[Detail]:
    return [Detail(_("owner"), data.get("from"), data.get("to"), ("accounts.account", "owner"))]


def _shared(data: Mapping[str, Any]) -> list[Detail]:
    return [Detail(_("collaborators"), data.get("from"), data.get("to"), ("accounts.account", "collaborators"))]


say("account.created", pgettext_lazy("event", "created the customer"))
say("account.changed", pgettext_lazy("event", "changed the customer"))
say("account.moved", pgettext_lazy("event", "moved the customer in the tree"), details=_moved)
say("account.transferred", pgettext_lazy("event", "transferred the customer"), details=_transferred)
say("account.shared", pgettext_lazy("event", "changed who works on the customer"), details=_shared)
say("account.deleted", pgettext_lazy("event", "deleted the customer"))
say("group.changed", pgettext_lazy("event", "changed the group facts"))
say("group.created", pgettext_lazy("event", "recorded the group facts"))
say("plant_file.created", pgettext_lazy("event", "started the plant file"))
say("plant_file.changed", pgettext_lazy("event", "changed the plant file"))
say("contact.created", pgettext_lazy("event", "added the contact"), name_field="name")
say("contact.changed", pgettext_lazy("event", "changed the contact"), name_field="name")
say("contact.deleted", pgettext_lazy("event", "deleted the contact"), name_field="name")
say("competitor_product.created", pgettext_lazy("event", "added the competitor product"), name_field="competitor")
say("competitor_product.changed", pgettext_lazy("event", "changed the competitor product"), name_field="competitor")
say("competitor_product.deleted", pgettext_lazy("event", "deleted the competitor product"), name_field="competitor")
say("tree.exported", pgettext_lazy("event", "exported the customer tree"))
