"""How large each group is. A fixed table, because R48 fixes the sums: 85 cooperating plants of 370, in 45 groups."""

from dataclasses import dataclass, replace

SINGLE_COMPANIES = 215


@dataclass(frozen=True, slots=True)
class GroupPlan:
    """How many plants a group has in all, how many of them buy from us, how many we know only by their number."""

    total: int
    customers: int
    unidentified: int = 0
    says: str = "the truth"
    """What the customer declared: "the truth", "too few" (fewer than we know by name) or "nothing"."""
    n_closed: int = 0
    """Plants no longer operating: in the tree, counted nowhere."""

    @property
    def known(self) -> int:
        return self.total - self.unidentified

    @property
    def declared(self) -> int | None:
        return {"the truth": self.total, "too few": self.total - 2}.get(self.says)


#: The picture of R6: twelve plants, all known by name, five of them customers.
SHOWCASE = GroupPlan(12, 5)
# total/customers-unidentified, by the band of R36
_BLUE = ("2/2", "3/3", "5/4")
_GREEN = ("3/2", "4/3", "5/3", "7/4", "3/2")
_YELLOW = ("2/1", "2/1", "3/1", "3/1", "4/2", "6/2", "5/2", "7/2-1")
_RED = (
    *(
        "26/4-4",
        "22/3-6",
        "20/3-5",
        "16/3-2",
        "16/2-2",
        "14/2-3",
        "13/2-2",
        "14/1-3",
        "12/2",
        "12/1-3",
        "12/1",
        "10/2-1",
    ),
    *("9/2-2", "9/1-1", "9/2", "8/1-1", "8/2", "8/1-2", "7/1", "7/1", "7/1", "6/1", "6/1-1", "5/1", "5/1", "5/1"),
    *("4/1", "4/1-1"),
)
_CLOSED_AT = (2, 7, 11, 19, 33)


def _plan(text: str) -> GroupPlan:
    sizes, _, unidentified = text.partition("-")
    total, customers = (int(part) for part in sizes.split("/"))
    return GroupPlan(total, customers, int(unidentified or 0))


def group_plans() -> tuple[GroupPlan, ...]:
    """The 45 groups, the showcase first."""
    plans = [SHOWCASE, *(_plan(text) for text in (*_RED, *_YELLOW, *_GREEN, *_BLUE))]
    too_few, nothing = plans.index(GroupPlan(9, 2)), plans.index(GroupPlan(7, 4))
    plans[too_few] = replace(plans[too_few], says="too few")
    plans[nothing] = replace(plans[nothing], says="nothing")
    for position in _CLOSED_AT:
        plans[position] = replace(plans[position], n_closed=1)
    return tuple(plans)
