"""A node's name without what its whole group shares, so that a narrow card shows what tells it apart."""

import re
from itertools import takewhile

_LEGAL_FORM = re.compile(
    r"(?:股份有限|有限责任|有限)公司$|[\s,]+(?:co\.?,?\s*ltd\.?|ltd\.?|inc\.?|gmbh|s\.?a\.?|limited)$", re.IGNORECASE
)
_SHORTEST = 2
_EDGES = " ·-–—,，()（）"


def label_of(name: str, head: str) -> str:
    """What is left of a name without its legal form and without the beginning it shares with the head's name.

    >>> label_of("衡岭武汉第二工厂有限公司", "衡岭集团"), label_of("衡岭重工（武汉）有限公司", "衡岭重工集团")
    ('武汉第二工厂', '武汉')
    >>> label_of("Northwind Plant 3", "Northwind Holding"), label_of("Northern Steel Ltd", "Northwind Holding")
    ('Plant 3', 'Northern Steel')
    >>> label_of("衡岭", "衡岭集团"), label_of("有限公司", "衡岭集团")
    ('衡岭', '有限公司')
    """
    bare = _LEGAL_FORM.sub("", name) or name
    rest = bare[_shared(bare, head) :].strip(_EDGES)
    return rest if len(rest) >= _SHORTEST else bare


def _shared(name: str, head: str) -> int:
    """Length of the common beginning; in Latin letters only whole words count."""
    pairs = zip(name.casefold(), head.casefold(), strict=False)
    n = sum(1 for _same in takewhile(lambda pair: pair[0] == pair[1], pairs))
    while n and n < len(name) and _is_latin(name[n - 1]) and _is_latin(name[n]):
        n -= 1
    return n if n >= _SHORTEST else 0


def _is_latin(character: str) -> bool:
    return character.isalnum() and character < "\u0250"
