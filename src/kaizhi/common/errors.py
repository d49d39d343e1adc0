"""The error tree of the site.

KaizhiError            something a person can read and act on; carries a stable `code` for machines
├── BadInput           what was entered cannot be taken (422)
├── NotAllowed         the person may see it, but may not do this (403)
└── Conflict           somebody or something else got there first (409)
    └── StaleVersion   the record changed since it was read; carries both values
"""

from django.utils.functional import Promise


class KaizhiError(Exception):
    """Base of every error we show. `sentence` says what was wrong and what would be right."""

    code = "error"
    status = 400

    def __init__(self, sentence: str | Promise, *, code: str | None = None) -> None:
        super().__init__(str(sentence))
        self.sentence = sentence
        if code:
            self.code = code


class BadInput(KaizhiError):
    code = "bad_input"
    status = 422


class NotAllowed(KaizhiError):
    code = "not_allowed"
    status = 403


class Conflict(KaizhiError):
    code = "conflict"
    status = 409


class StaleVersion(Conflict):
    code = "stale_version"

    def __init__(self, sentence: str | Promise, *, theirs: object, mine: object) -> None:
        super().__init__(sentence)
        self.theirs = theirs
        self.mine = mine
