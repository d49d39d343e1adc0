"""What this person may write: field rules and the right to transfer, applied before anything looks at the values."""

from dataclasses import dataclass, field

from kaizhi.access.capabilities import Capability
from kaizhi.access.fields import policy_for
from kaizhi.access.models import User
from kaizhi.interchange.intake.outcome import warn
from kaizhi.interchange.issues import Code, quote
from kaizhi.interchange.rows import ParsedRow
from kaizhi.interchange.schema import SheetKind

#: The object a field rule names, by sheet.
OBJECTS = {
    SheetKind.ACCOUNTS: "accounts.account",
    SheetKind.GROUPS: "accounts.group",
    SheetKind.CONTACTS: "accounts.contact",
    SheetKind.COMPETITORS: "accounts.competitorproduct",
    SheetKind.CONTRACTS: "contracts.contract",
    SheetKind.ORDERS: "contracts.order",
    SheetKind.INSTALMENTS: "contracts.instalment",
    SheetKind.SATISFACTION: "service.satisfaction",
    SheetKind.CASES: "service.successcase",
    SheetKind.OPPORTUNITIES: "pipeline.opportunity",
}
_PLANT_FILE = frozenset({"scale", "process", "management_level", "special_needs"})


@dataclass
class Rights:
    """One person's rights over one import."""

    user: User
    _people: dict[str, list[User]] = field(default_factory=dict)
    _known: dict[tuple[SheetKind, str], bool] = field(default_factory=dict)  # asked of every cell

    def __post_init__(self) -> None:
        self.policy = policy_for(self.user)
        self.may_transfer = self.user.can(Capability.ACCOUNT_TRANSFER)
        for person in User.objects.filter(is_active=True).select_related("team"):
            self._people.setdefault(person.username.casefold(), []).append(person)
            if person.display_name.casefold() != person.username.casefold():
                self._people.setdefault(person.display_name.casefold(), []).append(person)

    def apply(self, row: ParsedRow) -> None:
        """Leave out what this person may not write, and say so."""
        for name in [name for name in row.values if not self._may_write(row.kind, name)]:
            del row.values[name]
            warn(row, Code.FIELD_NOT_YOURS, name)

    def _may_write(self, kind: SheetKind, name: str) -> bool:
        known = self._known.get((kind, name))
        if known is None:
            of = "accounts.plantfile" if kind == SheetKind.ACCOUNTS and name in _PLANT_FILE else OBJECTS[kind]
            known = self._known[kind, name] = self.policy.can_edit(of, name)
        return known

    def owner(self, row: ParsedRow, *, is_new: bool) -> User | None:
        """The colleague the row names as owner; None where it names nobody we can use."""
        said = row.values.pop("owner", "")
        if not said:
            return None
        found = self._people.get(said.casefold(), [])
        if len(found) != 1:
            warn(row, Code.OWNER_AMBIGUOUS if found else Code.OWNER_UNKNOWN, "owner", value=quote(said))
            return None
        if found[0].pk != self.user.pk and not self.may_transfer:
            warn(row, Code.OWNER_NOT_YOURS, "owner", value=quote(said))
            return None
        return found[0] if is_new or self.may_transfer else None
