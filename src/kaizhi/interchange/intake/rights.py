"""What this person may write: field rules and the right to transfer, applied before anything looks at the values."""

from dataclasses import dataclass, field

from kaizhi.access.capabilities import Capability
from kaizhi.access.fields import policy_for
from kaizhi.access.models import User
from kaizhi.interchange.intake.outcome import reject, warn
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
#: What one needs to write a sheet's records by hand, and so by a file.
NEEDED: dict[SheetKind, tuple[Capability, ...]] = {
    SheetKind.ACCOUNTS: (Capability.ACCOUNT_CREATE, Capability.ACCOUNT_EDIT),
    SheetKind.GROUPS: (Capability.ACCOUNT_EDIT,),
    SheetKind.CONTACTS: (Capability.CONTACT_EDIT,),
    SheetKind.COMPETITORS: (Capability.ACCOUNT_EDIT,),
    SheetKind.CONTRACTS: (Capability.TRADE_EDIT,),
    SheetKind.ORDERS: (Capability.TRADE_EDIT,),
    SheetKind.INSTALMENTS: (Capability.TRADE_EDIT,),
    SheetKind.SATISFACTION: (Capability.ACCOUNT_EDIT,),
    SheetKind.CASES: (Capability.ACCOUNT_EDIT,),
    SheetKind.OPPORTUNITIES: (Capability.OPPORTUNITY_EDIT,),
}
#: Where an account stands: columns ruled like its parent.
PLACE = frozenset({"parent", "parent_code", "group"})
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
        self.closed = {kind for kind, needed in NEEDED.items() if not all(map(self.user.can, needed))}
        for person in User.objects.filter(is_active=True).select_related("team"):
            self._people.setdefault(person.username.casefold(), []).append(person)
            if person.display_name.casefold() != person.username.casefold():
                self._people.setdefault(person.display_name.casefold(), []).append(person)

    def admit(self, row: ParsedRow) -> None:
        """Refuse the row, and what it says of other records, where the person may not write such records at all."""
        for one in (row, *row.parts):
            if one.kind in self.closed:
                reject(one, Code.KIND_NOT_YOURS)

    def leave_place(self, row: ParsedRow) -> None:
        """Take out where the account is to stand, unless the person may move accounts. `apply` says so later."""
        for name in PLACE.intersection(row.values):
            if not self._may_write(row.kind, name):
                del row.values[name]

    def apply(self, row: ParsedRow) -> None:
        """Leave out what this person may not write, and say so."""
        for name in [name for name in row.values if not self._may_write(row.kind, name)]:
            del row.values[name]
            warn(row, Code.FIELD_NOT_YOURS, name)

    def _may_write(self, kind: SheetKind, name: str) -> bool:
        known = self._known.get((kind, name))
        if known is None:
            of = "accounts.plantfile" if kind == SheetKind.ACCOUNTS and name in _PLANT_FILE else OBJECTS[kind]
            ruled = "parent" if kind == SheetKind.ACCOUNTS and name in PLACE else name
            known = self._known[kind, name] = self.policy.can_edit(of, ruled)
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
