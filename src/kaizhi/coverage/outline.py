"""The tree as lines: which nodes an indented table shows, in order. Pure."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from kaizhi.coverage.asked import Asked
from kaizhi.coverage.tree import CoverageTree, Node


@dataclass(frozen=True, slots=True)
class Line:
    node: Node
    is_open: bool
    is_dim: bool = False  # only the way to a hit


@dataclass(frozen=True, slots=True)
class Outline:
    lines: tuple[Line, ...]
    n_more: int


def outline_of(tree: CoverageTree, asked: Asked, hits: AbstractSet[int] | None) -> Outline:
    """The open part of the tree; with hits, those and the way to each, whatever is folded. Cut at `asked.n_rows`."""
    lines = _open_lines(tree, asked) if hits is None else _hit_lines(tree, hits)
    return Outline(tuple(lines[: asked.n_rows]), max(len(lines) - asked.n_rows, 0))


def _open_lines(tree: CoverageTree, asked: Asked) -> list[Line]:
    lines: list[Line] = []
    waiting = list(reversed(tree.tops))
    while waiting:
        node = waiting.pop()
        is_open = asked.is_open(node)
        lines.append(Line(node, is_open))
        if is_open:
            waiting.extend(reversed(node.children))
    return lines


def _hit_lines(tree: CoverageTree, hits: AbstractSet[int]) -> list[Line]:
    on_the_way = way_to(tree, hits)
    wanted = on_the_way | hits
    return [Line(node, node.id in on_the_way, node.id not in hits) for node in tree if node.id in wanted]


def way_to(tree: CoverageTree, hits: AbstractSet[int]) -> set[int]:
    """Every node that has a hit below it."""
    found: set[int] = set()
    for pk in hits:
        above = tree.by_id[pk].parent
        while above is not None and above.id not in found:
            found.add(above.id)
            above = above.parent
    return found
