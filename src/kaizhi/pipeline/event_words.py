"""What is done to opportunities, as a customer's timeline tells it."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kaizhi.audit.words import Detail, say


def _closed(data: Mapping[str, Any]) -> list[Detail]:
    day = Detail(_("closed on"), None, data.get("on"), ("pipeline.opportunity", "closed_on"))
    rival = Detail(_("lost to"), None, data.get("lost_to"), ("pipeline.opportunity", "lost_to"))
    return [day, rival] if data.get("lost_to") else [day]


say("opportunity.created", pgettext_lazy("event", "opened the opportunity"), name_field="name")
say("opportunity.changed", pgettext_lazy("event", "changed the opportunity"), name_field="name")
say("opportunity.deleted", pgettext_lazy("event", "deleted the opportunity"), name_field="name")
say("opportunity.won", pgettext_lazy("event", "won the opportunity"), name_field="name", details=_closed)
say("opportunity.lost", pgettext_lazy("event", "lost the opportunity"), name_field="name", details=_closed)
