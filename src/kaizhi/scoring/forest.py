"""The accounts of a workbook as trees: who stands under whom, and what kind each is."""

import re
from dataclasses import dataclass, field
from functools import cached_property

from kaizhi.scoring import cells
from kaizhi.scoring.headings import KINDS, word_of
from kaizhi.scoring.workbook import Row, Sheet

# What the site's importer reads from a name too; tests/test_radar_command.py holds the two together.
_TAIL = r"[\s(]*(?:第?[一二三四五六七八九十\d]+[期号]?|[东西南北中新老]区?|[A-Za-z])?[\s)]*$"
_WORKSHOP_RE = re.compile(rf"(?:车间|工段|\bworkshop){_TAIL}", re.IGNORECASE)
_BRANCH_RE = re.compile(rf"(?:分公司|分行|分院|办事处|\bbranch){_TAIL}", re.IGNORECASE)
_PLANT_RE = re.compile(rf"(?:(?<!总)厂|厂区|基地|\b(?:plant|mill|works|factory|smelter)){_TAIL}", re.IGNORECASE)
_HEAD_RE = re.compile(
    r"(?:集团|\bgroup)(?:控股|股份|有限|责任|公司|总公司|总部|[\s(),.]|\b(?:co|ltd|corp|inc|holdings?|limited|company|plc)\b)*$"
    r"|总部$|\bheadquarters$",
    re.IGNORECASE,
)
_OWNER_RE = re.compile(r"(?P<name>[^;；\[]+?)\s*(?:\[\s*(?P<percent>\d+(?:\.\d+)?)\s*%\s*\])?\s*(?:[;；]|$)")


@dataclass
class Account:
    """A node of a customer's tree. `number` is its place in the workbook, from 1, and its id in the frames."""

    number: int
    name: str
    kind: str
    is_active: int = 1
    owner: str = ""
    parent: "Account | None" = None

    @cached_property
    def root(self) -> "Account":
        """The top of its tree. Trees are rid of loops before anyone asks."""
        node = self
        while node.parent is not None:
            node = node.parent
        return node


@dataclass
class Forest:
    """All accounts, findable by name and by code."""

    accounts: list[Account] = field(default_factory=list)
    of_row: dict[int, Account] = field(default_factory=dict)
    _by_key: dict[str, Account] = field(default_factory=dict)

    def add(self, name: str, kind: str, *keys: str) -> Account:
        account = Account(len(self.accounts) + 1, name, kind)
        self.accounts.append(account)
        for key in (name, *keys):
            if key:
                self._by_key.setdefault(_key(key), account)
        return account

    def find(self, key: str) -> Account | None:
        return self._by_key.get(_key(key)) if key else None


def grow(sheet: Sheet) -> Forest:
    """Every account of the sheet under its parent. A parent nobody listed becomes the head of its group."""
    forest = Forest()
    rows = [row for row in sheet.rows() if _plant_tree(forest, row)]
    for row in rows:
        _hang(forest, row)
    return forest


def _plant_tree(forest: Forest, row: Row) -> bool:
    name, code = row.text("name"), row.text("code")
    if not name:
        row.note("name", "needed")
        return False
    if forest.find(name):
        row.note("name", "repeated", name)
        return False
    account = forest.add(name, _kind(row, name), code, row.text("credit_code"))
    account.is_active = int(row.read("is_active", cells.flag) != 0)
    account.owner = row.text("owner")
    forest.of_row[row.number] = account
    return True


def _kind(row: Row, name: str) -> str:
    said = row.text("kind")
    known = word_of(said, KINDS) if said else None
    if said and known is None:
        row.note("kind", "kind", said)
    return known or _guess(name)


def _guess(name: str) -> str:
    """What a name gives away; a plain company when it gives away nothing."""
    rules = (("workshop", _WORKSHOP_RE), ("branch", _BRANCH_RE), ("plant", _PLANT_RE), ("head_office", _HEAD_RE))
    return next((kind for kind, pattern in rules if pattern.search(name)), "company")


def _hang(forest: Forest, row: Row) -> None:
    account = forest.of_row[row.number]
    wanted = largest_owner(row.text("parent")) or row.text("group")
    if _key(wanted) == _key(account.name):  # a head that names its own group
        return
    parent = forest.find(row.text("parent_code")) or forest.find(wanted)
    if parent is None and wanted:
        parent = forest.add(wanted, "head_office")
    if parent is not None and _is_below(parent, account):
        row.note("parent", "loop", parent.name)
    else:
        account.parent = parent


def largest_owner(said: str) -> str:
    """Of owners such as "A [60.0%]; B [40.0%]" the one with the largest share, the first of equals.

    >>> largest_owner("A [40.0%]; B [60.0%]"), largest_owner("A"), largest_owner("")
    ('B', 'A', '')
    """
    owners = [(float(match["percent"] or 0), match["name"].strip()) for match in _OWNER_RE.finditer(said)]
    return max(owners, key=lambda owner: owner[0], default=(0.0, ""))[1]


def _key(name: str) -> str:
    """The form under which two spellings of one name meet. What stands in brackets tells two companies apart."""
    return cells.text(name).casefold().replace(" ", "")


def _is_below(node: Account | None, top: Account) -> bool:
    while node is not None:
        if node is top:
            return True
        node = node.parent
    return False
