"""The core's codes in words. Every code it can give has its sentence here; a test walks them all."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

Inputs = Mapping[str, Any]
Words = str | Promise

DIMENSIONS: dict[str, Words] = {
    "existing": gettext_lazy("Existing cooperation"),
    "potential": gettext_lazy("Group size and potential"),
    "decision_chain": gettext_lazy("Clarity of the decision chain"),
    "competition": gettext_lazy("Competition"),
}

FACTORS: dict[str, Words] = {
    "satisfaction": pgettext_lazy("factor", "Satisfaction"),
    "payment": pgettext_lazy("factor", "Payment on time"),
    "cooperation": pgettext_lazy("factor", "Length of cooperation"),
    "case": pgettext_lazy("factor", "Success case or ROI data"),
    "plants": pgettext_lazy("factor", "Total plants"),
    "uncovered": pgettext_lazy("factor", "Uncovered plants"),
    "standing": pgettext_lazy("factor", "Standing in its industry"),
    "hq_contact": pgettext_lazy("factor", "Contact at headquarters"),
    "procurement": pgettext_lazy("factor", "Procurement process known"),
    "competitor": pgettext_lazy("factor", "Competitor in other plants"),
    "exclusive": pgettext_lazy("factor", "Intends to buy from us only"),
}


def _satisfaction(inputs: Inputs) -> str:
    if inputs["csat"] is not None:
        n, mean = inputs["n_surveyed"], f"{inputs['csat']:.2f}".rstrip("0").rstrip(".")
        words = ngettext("%(mean)s of 5, from %(n)s plant", "%(mean)s of 5, mean of %(n)s plants", n)
        return words % {"mean": mean, "n": n}
    if not inputs["n_cooperating"]:
        return _("No plant cooperates yet, so there is nobody to ask.")
    return _("No cooperating plant has answered a survey.")


def _payment(inputs: Inputs) -> str:
    if inputs["payment_share"] is None:
        return _("No instalment fell due in the last %(months)s months.") % inputs
    share = f"{inputs['payment_share'] * 100:.1f}%"
    words = _("%(share)s of the amount due in the last %(months)s months was paid on time")
    return words % {"share": share, "months": inputs["months"]}


def _cooperation(inputs: Inputs) -> str:
    if inputs["first_signed_on"] is None:
        return _("Nothing signed yet")
    n = inputs["n_full_years"]
    words = ngettext("%(n)s full year since %(day)s", "%(n)s full years since %(day)s", n)
    return words % {"n": n, "day": inputs["first_signed_on"]}


def _case(inputs: Inputs) -> str:
    n = inputs["n_cases"]
    if not n:
        return _("No published case and no measured ROI")
    return ngettext("%(n)s case published or with measured ROI", "%(n)s cases published or with measured ROI", n) % {
        "n": n
    }


def _plants(inputs: Inputs) -> str:
    if inputs["n_total"] is None:
        return _("Neither declared by the group nor known to us")
    if inputs["declared_plants"] is None:
        return _("%(n_known)s known; the group has declared no number") % inputs
    return _("%(n_total)s: %(declared_plants)s declared, %(n_known)s known by name") % inputs


def _uncovered(inputs: Inputs) -> str:
    if inputs["n_uncovered"] is None:
        return _("The group's number of plants is not known")
    words = _("%(n_uncovered)s: %(n_uncovered_known)s known by name, %(n_unidentified)s not yet identified")
    return words % inputs


def _standing(inputs: Inputs) -> str:
    if inputs["industry_rank"] is None:
        return _("Its rank is not recorded")
    return _("Rank %(industry_rank)s") % inputs


def _hq_contact(inputs: Inputs) -> str:
    return (
        _("We have an active contact there") if inputs["has_hq_contact"] else _("No active contact at the group's head")
    )


def _procurement(inputs: Inputs) -> str:
    if not inputs["is_procurement_known"]:
        return _("Not recorded as known")
    return _("Known and described") if inputs["is_procurement_described"] else _("Marked as known, but not described")


def _competitor(inputs: Inputs) -> str:
    n = inputs["n_competitor_plants"]
    if not n:
        return _("No competitor's product known in the uncovered plants")
    words = ngettext("In %(n)s uncovered plant", "In %(n)s uncovered plants", n)
    return words % {"n": n}


def _exclusive(inputs: Inputs) -> str:
    until = inputs["exclusive_until"]
    if not inputs["has_exclusive_intent"]:
        return _("No such intent recorded")
    if until is None:
        return _("Recorded, without an end date")
    if until < inputs["as_of"]:
        return _("Expired on %(day)s") % {"day": until}
    return _("Recorded, until %(day)s") % {"day": until}


_INPUTS: dict[str, Callable[[Inputs], str]] = {
    "satisfaction": _satisfaction,
    "payment": _payment,
    "cooperation": _cooperation,
    "case": _case,
    "plants": _plants,
    "uncovered": _uncovered,
    "standing": _standing,
    "hq_contact": _hq_contact,
    "procurement": _procurement,
    "competitor": _competitor,
    "exclusive": _exclusive,
}


def input_words(factor: str, inputs: Inputs, *, as_of: date, payment_months: int) -> str:
    """What a factor was given, in words. `inputs` are the stored ones, with days as ISO texts."""
    return _INPUTS[factor]({**inputs, "as_of": as_of.isoformat(), "months": payment_months})


IMPROVEMENTS: dict[str, Words] = {
    "win_first_plant": gettext_lazy("Win the first plant, then ask how satisfied it is."),
    "survey_satisfaction": gettext_lazy("Ask the cooperating plants how satisfied they are."),
    "raise_satisfaction": gettext_lazy("Raise the mean satisfaction to %(target)s of 5."),
    "record_instalments": gettext_lazy("Record the payment nodes of contracts and orders: due day, paid day."),
    "collect_on_time": gettext_lazy("See to it that every instalment is paid on or before its due day."),
    "await_anniversary": gettext_lazy("Keep the cooperation going: another full year is complete on %(target)s."),
    "publish_case": gettext_lazy("Publish a success case of a cooperating plant, or measure its ROI."),
    "declare_plants": gettext_lazy("Ask the group how many plants it has and record the number."),
    "find_industry_rank": gettext_lazy("Find out the group's rank in its industry and record it."),
    "win_hq_contact": gettext_lazy("Win a contact at the group's head and record it."),
    "learn_procurement": gettext_lazy("Find out how the group buys, and describe it."),
    "describe_procurement": gettext_lazy("Describe the procurement process that is marked as known."),
    "displace_competitor": gettext_lazy("Displace the competitor's products in the uncovered plants (%(target)s)."),
    "agree_exclusivity": gettext_lazy("Agree with the group that it buys from us only, and record it."),
    "renew_exclusivity": gettext_lazy("Renew the group's intent to buy from us only, which has expired."),
}


def improvement_words(code: str, target: object) -> str:
    """What to do, with its target. Wording a code without one leaves the target out."""
    shown = f"{target:g}" if isinstance(target, float) else target
    return str(IMPROVEMENTS[code]) % {"target": shown}


CLASS_RULES: dict[str, Words] = {
    "unknown_purchases": gettext_lazy("The amounts signed in the last 12 months are not known."),
    "large_and_long_term": gettext_lazy("Large purchases and a long-term partner"),
    "large_not_long_term": gettext_lazy("Large purchases, but not yet a long-term partner"),
    "medium_and_continuing": gettext_lazy("Medium purchases with continuing demand"),
    "medium_not_continuing": gettext_lazy("Medium purchases without continuing demand"),
    "occasional": gettext_lazy("Occasional purchases"),
    "mainly_after_sales": gettext_lazy("Deals are done; mainly after-sales is left"),
    "can_grow": gettext_lazy("Small purchases that grow"),
    "small_without_growth": gettext_lazy("Small purchases without growth"),
    "never_bought": gettext_lazy("Has not bought yet"),
}

RESOURCES: dict[str, Words] = {
    "high": gettext_lazy("High: named owner, executive sponsor, custom service"),
    "medium_high": gettext_lazy("Medium-high: team service, value-added service"),
    "medium": gettext_lazy("Medium: standard service"),
    "medium_low": gettext_lazy("Medium-low: nurture"),
    "low": pgettext_lazy("resources", "Low"),
}

MODELS: dict[str, Words] = {
    "replication": pgettext_lazy("scoring model", "Replication score"),
    "penetration": pgettext_lazy("scoring model", "Bands of penetration"),
    "customer_class": pgettext_lazy("scoring model", "Customer class"),
}

INPUTS: dict[str, Words] = {
    "groups": pgettext_lazy("score run", "Groups"),
    "plants": pgettext_lazy("score run", "Plants"),
    "signings": pgettext_lazy("score run", "Signed contracts and orders"),
    "instalments": pgettext_lazy("score run", "Instalments due"),
    "satisfaction": pgettext_lazy("score run", "Survey answers"),
    "cases": pgettext_lazy("score run", "Success cases"),
    "competitors": pgettext_lazy("score run", "Competitor products"),
    "customers": pgettext_lazy("score run", "Customers"),
}

_RHYTHMS: dict[int | None, Words] = {
    7: pgettext_lazy("rhythm of contact", "Every week"),
    14: pgettext_lazy("rhythm of contact", "Every two weeks"),
    30: pgettext_lazy("rhythm of contact", "Every month"),
    90: pgettext_lazy("rhythm of contact", "Every quarter"),
    None: pgettext_lazy("rhythm of contact", "On demand"),
}


def rhythm_words(days: int | None) -> str:
    """How often to be in touch."""
    if days in _RHYTHMS:
        return str(_RHYTHMS[days])
    return ngettext("Every %(n)s day", "Every %(n)s days", days or 0) % {"n": days}
