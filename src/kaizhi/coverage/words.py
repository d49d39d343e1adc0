"""Words of the tree: letters that stand for relations, and what the drawing must be able to say."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kaizhi.accounts.models import Account
from kaizhi.coverage.asked import RISK
from kaizhi.coverage.labels import label_of
from kaizhi.coverage.rules import Mark, Relation
from kaizhi.coverage.ways_in import WayIn


def letters() -> dict[str, str]:
    """One letter a relation, so that no meaning hangs on colour alone."""
    return {
        Relation.CUSTOMER.value: pgettext("relation, one letter", "C"),
        Relation.IN_PROGRESS.value: pgettext("relation, one letter", "P"),
        Relation.LOST.value: pgettext("relation, one letter", "L"),
        Relation.COMPETITOR.value: pgettext("relation, one letter", "R"),
        Relation.UNCOVERED.value: pgettext("relation, one letter", "U"),
        Relation.NONE.value: "",
    }


@dataclass(frozen=True, slots=True)
class Sign:
    """A relation as a page shows it."""

    code: str
    letter: str
    word: str
    tone: str  # of a badge


_TONES = {
    Relation.CUSTOMER.value: "good",
    Relation.IN_PROGRESS.value: "info",
    Relation.UNCOVERED.value: "warn",
    Relation.COMPETITOR.value: "bad",
}


def sign_of(relation: str) -> Sign:
    return Sign(relation, letters()[relation], str(Relation(relation).label), _TONES.get(relation, "neutral"))


def way_words(way: WayIn, head: str) -> str:
    """Whom to ask, and where."""
    person = f"{way.contact} · {way.post}" if way.post else way.contact
    if way.is_own:
        return _("%(person)s, known here") % {"person": person}
    if way.is_head:
        return _("Head office: %(person)s") % {"person": person}
    place = label_of(way.node.name, head)
    return _("%(place)s: %(person)s can introduce us") % {"place": place, "person": person}


def legend_label(key: str) -> str:
    return pgettext("legend", "At risk") if key == RISK else str(Relation(key).label)


def drawing_words() -> dict[str, Any]:
    """For the scripts, which hold no words of their own. {n} and the like are filled in by the script."""
    return {
        "kinds": [str(kind.label) for kind in Account.Kind],
        "relations": [{"code": one.value, "word": str(one.label), "letter": letters()[one.value]} for one in Relation],
        "marks": {int(mark): str(mark.label) for mark in Mark},
        "wan": pgettext("ten thousand, after an amount on a card", "{n}×10k"),
        "plants": [_("{n} plant"), _("{n} plants")],
        "open": _("{n} open"),
        "unidentified": _("{n} not identified"),
        "covered": _("{n} of {total} plants covered"),
        "closed": pgettext("plant", "Closed"),
        "fold": _("Fold {name}"),
        "unfold": _("Unfold {name}"),
        "hits": _("{n} found"),
        "failed": _("The tree could not be loaded. Check the connection and try again."),
    }
