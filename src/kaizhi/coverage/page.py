"""Everything the page of one tree shows, read once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import ngettext

from kaizhi.access.fields import policy_for
from kaizhi.access.models import User
from kaizhi.accounts.models import Account
from kaizhi.accounts.search import matching
from kaizhi.coverage.asked import LEGEND, RISK, Asked, hits_of
from kaizhi.coverage.outline import Outline, outline_of
from kaizhi.coverage.queries import in_group, tree_of
from kaizhi.coverage.rights import Rights, rights_of
from kaizhi.coverage.rules import band_of
from kaizhi.coverage.tree import CoverageTree, Node
from kaizhi.coverage.ways_in import WayIn, ways_in
from kaizhi.coverage.words import legend_label, letters
from kaizhi.insight.models import GroupScore

_BLIND_SHOWN = 16
_SISTERS_SHOWN = 6


@dataclass(frozen=True, slots=True)
class LegendEntry:
    key: str
    label: str
    letter: str
    n: int
    is_chosen: bool
    query: str


@dataclass(frozen=True, slots=True)
class BlindSpot:
    node: Node
    way: WayIn | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TreePage:
    account: Account
    asked: Asked
    tree: CoverageTree
    rights: Rights
    hits: frozenset[int] | None

    @property
    def head(self) -> Node:
        """The top over the account asked for; the group's head for whoever sees it."""
        node = self.tree.by_id[self.account.pk]
        return node.ancestors()[0] if node.parent else node

    @property
    def is_whole(self) -> bool:
        """Whether the person sees the group's own head, and so the whole group."""
        return self.head.path == self.account.root_id

    @property
    def title(self) -> str:
        """The top's name; for who sees several parts of a group, one of them and how many there are."""
        others = len(self.tree.tops) - 1
        if not others:
            return self.head.full_name
        words = ngettext("%(name)s and %(n)s more account", "%(name)s and %(n)s more accounts", others)
        return words % {"name": self.head.full_name, "n": others}

    @property
    def outline(self) -> Outline:
        return outline_of(self.tree, self.asked, self.hits)

    @property
    def legend(self) -> list[LegendEntry]:
        counts = self.tree.count_by_relation() | {RISK: self.tree.n_marked}
        signs = letters() | {RISK: "!"}
        show = self.asked.show
        return [
            LegendEntry(key, legend_label(key), signs[key], counts[key], key in show, self.asked.with_show(key).query)
            for key in LEGEND
        ]


def read_page(user: User, account: Account, asked: Asked, as_of: date) -> TreePage:
    """Six statements, one of them only when something is searched."""
    tree = tree_of(user, account, as_of)
    found = None
    if asked.words:
        visible = Account.objects.visible_to(user).filter(in_group(account.root_id))
        found = frozenset(matching(visible, asked.words, policy_for(user)).values_list("pk", flat=True))
    hits = hits_of(tree, asked, found)
    return TreePage(account=account, asked=asked, tree=tree, rights=rights_of(user), hits=hits)


def blind_spots_of(user: User, page: TreePage) -> tuple[Sequence[BlindSpot], int]:
    """The blind spots that are listed, each with its way in, and how many there are in all."""
    blind = page.tree.blind_spots()
    shown = blind[:_BLIND_SHOWN]
    ways = ways_in(user, page.tree, shown, page.rights)
    return [BlindSpot(node, ways.get(node.id)) for node in shown], len(blind)


def score_of(user: User, page: TreePage) -> GroupScore | None:
    """The group's current score, for those who see its head."""
    if not page.is_whole or not (page.rights.score or page.rights.potential):
        return None
    return GroupScore.objects.visible_to(user).current().filter(head_id=page.head.id).first()


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where one account stands in its tree."""

    node: Node
    above: Sequence[Node]
    branch: Node  # what the ring is about: the node itself where it has plants below, else what it hangs under
    n_total: int | None
    uncovered: Sequence[Node]
    n_uncovered: int
    is_alone: bool

    @property
    def band(self) -> str:
        return band_of(self.branch.total.n_cooperating, self.n_total)


def place_of(user: User, account: Account, as_of: date) -> Place:
    """The account's ancestors, the coverage of its branch, and the uncovered plants beside or below it."""
    tree = tree_of(user, account, as_of)
    node = tree.by_id[account.pk]
    branch = node if node.children and not node.is_plant else node.parent or node
    blind = [one for one in tree.blind_spots() if one.path.startswith(branch.path) and one is not node]
    n_total = tree.n_total if branch.path == account.root_id else branch.total.n_plants or None
    return Place(
        node=node,
        above=node.ancestors(),
        branch=branch,
        n_total=n_total,
        uncovered=blind[:_SISTERS_SHOWN],
        n_uncovered=len(blind),
        is_alone=len(tree) == 1,
    )
