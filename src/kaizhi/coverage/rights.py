"""What the field rules let a person read of the figures a tree shows. What may not be read is not there at all."""

from dataclasses import dataclass

from kaizhi.access.fields import policy_for
from kaizhi.access.models import User

#: Every figure with the fields it would give away, were it shown.
_TELLS: dict[str, tuple[tuple[str, str], ...]] = {
    "amount": (("contracts.contract", "amount"), ("contracts.order", "amount")),
    "overdue": (("contracts.instalment", "due_on"), ("contracts.instalment", "paid_amount")),
    "overdue_amount": (("contracts.instalment", "amount"), ("contracts.instalment", "paid_amount")),
    "opportunities": (("pipeline.opportunity", "outcome"),),
    "competitors": (("accounts.competitorproduct", "competitor"), ("accounts.competitorproduct", "is_active")),
    "satisfaction": (("service.satisfaction", "score_hundredths"),),
    "registration": (("accounts.account", "registration"),),
    "follow_up": (("accounts.account", "next_follow_up_on"),),
    "group_follow_up": (("accounts.group", "next_follow_up_on"),),
    "owner": (("accounts.account", "owner"),),
    "short_name": (("accounts.account", "short_name"),),
    "declared": (("accounts.group", "declared_plants"),),
    "score": (("insight.groupscore", "score"),),
    "potential": (
        ("insight.groupscore", "potential_amount"),
        ("contracts.contract", "amount"),
        ("contracts.order", "amount"),
    ),
    "contacts": (("accounts.contact", "name"),),
    "supporters": (("accounts.contact", "decision_role"), ("accounts.contact", "closeness")),
    "posts": (("accounts.contact", "post"),),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rights:
    """True where the person may read the figure plainly, neither hidden nor masked."""

    amount: bool = True
    overdue: bool = True
    overdue_amount: bool = True
    opportunities: bool = True
    competitors: bool = True
    satisfaction: bool = True
    registration: bool = True
    follow_up: bool = True
    group_follow_up: bool = True
    owner: bool = True
    short_name: bool = True
    declared: bool = True
    score: bool = True
    potential: bool = True
    contacts: bool = True
    supporters: bool = True
    posts: bool = True


def rights_of(user: User) -> Rights:
    policy = policy_for(user)
    return Rights(**{name: all(policy.can_read_plainly(*one) for one in fields) for name, fields in _TELLS.items()})
