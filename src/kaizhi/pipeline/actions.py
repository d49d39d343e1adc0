"""What is done to opportunities."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from kaizhi.access.models import User
from kaizhi.accounts.records import save_record
from kaizhi.audit.actions import record_event
from kaizhi.common.errors import Conflict
from kaizhi.common.ids import OPPORTUNITY_NUMBERS, take_numbers
from kaizhi.pipeline.models import Opportunity


def next_number() -> str:
    return f"SJ{take_numbers(OPPORTUNITY_NUMBERS)[0]:06d}"


@transaction.atomic
def save_opportunity(opportunity: Opportunity, *, by: User, seen_version: int | None = None) -> Opportunity:
    """Create or change an opportunity; a new one gets its number, and its owner unless one is given."""
    if opportunity._state.adding:  # noqa: SLF001
        opportunity.number = opportunity.number or next_number()
        opportunity.owner = opportunity.owner or by
    return save_record(opportunity, noun="opportunity", by=by, seen_version=seen_version)


@transaction.atomic
def close_opportunity(opportunity: Opportunity, outcome: str, *, on: date, by: User, lost_to: str = "") -> Opportunity:
    """Close as won or lost. Raises Conflict when it is closed already."""
    opportunity = Opportunity.objects.select_for_update().get(pk=opportunity.pk)
    if opportunity.outcome != Opportunity.Outcome.OPEN:
        raise Conflict(_("“%(name)s” is closed already.") % {"name": opportunity})
    opportunity.outcome, opportunity.closed_on, opportunity.lost_to = outcome, on, lost_to
    opportunity.version += 1
    opportunity.save(update_fields=["outcome", "closed_on", "lost_to", "version", "updated_at"])
    record_event(f"opportunity.{outcome}", opportunity, by=by, data={"on": on.isoformat(), "lost_to": lost_to})
    return opportunity
