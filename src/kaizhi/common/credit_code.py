"""统一社会信用代码: the 18-character code of a Chinese legal entity (GB 32100-2015).

Position 1 is the registering department, 2 the kind of entity, 3-8 the administrative region, 9-17 the organisation
code with a check of its own (GB 11714-1997, modulus 11), 18 the check of the whole (modulus 31).
"""

from enum import StrEnum
from operator import mul

from kaizhi.common.chinese import squeeze

LENGTH = 18
#: Digits and capitals without I, O, S, V and Z, which are read as 1, 0, 5, U and 2.
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_VALUES = {character: value for value, character in enumerate(ALPHABET)}
_WEIGHTS = tuple(pow(3, position, 31) for position in range(LENGTH - 1))
_ORGANISATION_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_ORGANISATION_VALUES = {character: value for value, character in enumerate(_ORGANISATION_ALPHABET)}
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_ORGANISATION = slice(8, 17)


class CreditCodeProblem(StrEnum):
    """Why a code cannot be right. The caller has the sentence."""

    LENGTH = "length"
    CHARACTERS = "characters"
    CHECK = "check"
    ORGANISATION = "organisation"


def normalise(text: str) -> str:
    """The code as it is stored: half width, upper case, without spaces and hyphens.

    >>> normalise("９１３５０１００ m000100y43 ")
    '91350100M000100Y43'
    """
    return squeeze(text).replace("-", "").upper()


def check(code: str) -> CreditCodeProblem | None:
    """What is wrong with a normalised code, or None.

    >>> check("91350100M000100Y43") is None
    True
    >>> check("91350100M000100Y44")
    <CreditCodeProblem.CHECK: 'check'>
    """
    if len(code) != LENGTH:
        return CreditCodeProblem.LENGTH
    try:
        total = sum(map(mul, map(_VALUES.__getitem__, code[:-1]), _WEIGHTS))
        last = _VALUES[code[-1]]
    except KeyError:
        return CreditCodeProblem.CHARACTERS
    if (total + last) % 31:
        return CreditCodeProblem.CHECK
    return None if _organisation_code_holds(code[_ORGANISATION]) else CreditCodeProblem.ORGANISATION


def check_character(body: str) -> str:
    """The last character that belongs to the first 17."""
    total = sum(map(mul, map(_VALUES.__getitem__, body), _WEIGHTS))
    return ALPHABET[-total % 31]


def organisation_check_character(body: str) -> str:
    """The ninth character of an organisation code from its first eight; 10 is written X."""
    total = sum(map(mul, map(_ORGANISATION_VALUES.__getitem__, body), _ORGANISATION_WEIGHTS))
    return "0123456789X"[-total % 11]


def _organisation_code_holds(code: str) -> bool:
    return organisation_check_character(code[:-1]) == code[-1]
