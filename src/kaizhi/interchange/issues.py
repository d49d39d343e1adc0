"""What can be wrong with a cell, as data: a code and its parameters. `messages` has the sentences."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

#: How much of a cell's text an issue quotes.
_QUOTE_LENGTH = 60


class Code(StrEnum):
    """One per sentence."""

    REQUIRED = "required"
    ONE_OF_REQUIRED = "one_of_required"
    TEXT_TOO_LONG = "text.too_long"
    CREDIT_CODE_DESTROYED = "credit_code.destroyed"
    CREDIT_CODE_LENGTH = "credit_code.length"
    CREDIT_CODE_CHARACTERS = "credit_code.characters"
    CREDIT_CODE_CHECK = "credit_code.check"
    PHONE_DESTROYED = "phone.destroyed"
    PHONE_STRANGE = "phone.strange"
    PHONE_MASKED = "phone.masked"
    PHONE_ZERO_RESTORED = "phone.zero_restored"
    PHONE_TOO_MANY = "phone.too_many"
    EMAIL_INVALID = "email.invalid"
    WECHAT_STRANGE = "wechat.strange"
    WEBSITE_INVALID = "website.invalid"
    DATE_UNREADABLE = "date.unreadable"
    DATE_IMPOSSIBLE = "date.impossible"
    DATE_AMBIGUOUS = "date.ambiguous"
    DATE_NO_DAY = "date.no_day"
    DATE_PARTIAL = "date.partial"
    DATE_TOO_EARLY = "date.too_early"
    DATE_TOO_LATE = "date.too_late"
    MONEY_UNREADABLE = "money.unreadable"
    MONEY_CURRENCY = "money.currency"
    MONEY_NEGATIVE = "money.negative"
    MONEY_TOO_LARGE = "money.too_large"
    MONEY_APPROXIMATE = "money.approximate"
    CURRENCY_UNKNOWN = "currency.unknown"
    NUMBER_UNREADABLE = "number.unreadable"
    NUMBER_FRACTION = "number.fraction"
    NUMBER_RANGE = "number.range"
    PERCENT_RANGE = "percent.range"
    CHOICE_UNKNOWN = "choice.unknown"
    YES_NO_UNREADABLE = "yes_no.unreadable"
    SCORE_UNREADABLE = "score.unreadable"
    SCORE_RANGE = "score.range"
    STAKES_OVER_ALL = "stakes.over_all"
    STAKE_RANGE = "stake.range"
    SIGNED_WITHOUT_DATE = "contract.signed_without_date"
    CLOSED_WITHOUT_DATE = "opportunity.closed_without_date"
    ENDS_BEFORE_START = "ends_before_start"
    PAID_WITHOUT_DATE = "instalment.paid_without_date"
    PARENT_IS_SELF = "account.parent_is_self"
    CONTACT_WITHOUT_NAME = "contact.without_name"
    ACCOUNT_MISSING = "account.missing"
    ACCOUNT_AMBIGUOUS = "account.ambiguous"
    ACCOUNT_CODE_UNKNOWN = "account.code_unknown"
    ACCOUNT_CYCLE = "account.cycle"
    ACCOUNT_NAMES_DIFFER = "account.names_differ"
    ACCOUNT_IMPLIED = "account.implied"
    DUPLICATE_ROW = "row.duplicate"
    OWNER_UNKNOWN = "owner.unknown"
    OWNER_AMBIGUOUS = "owner.ambiguous"
    OWNER_NOT_YOURS = "owner.not_yours"
    FIELD_NOT_YOURS = "field.not_yours"
    KIND_NOT_YOURS = "kind.not_yours"
    NUMBER_TAKEN = "number.taken"
    DOCUMENT_MISSING = "document.missing"
    NOT_A_HEAD = "group.not_a_head"
    RECORD_AMBIGUOUS = "record.ambiguous"


class Severity(StrEnum):
    ERROR = "error"  # the row is rejected
    WARNING = "warning"  # the row is taken, and the person is told what was done


@dataclass(frozen=True, slots=True)
class Issue:
    code: Code
    params: tuple[tuple[str, str | int], ...] = ()


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A value that is kept (None: left out) together with what is strange about it."""

    value: Any
    issue: Issue


@dataclass(frozen=True, slots=True)
class RowIssue:
    """An issue at its place. `column` counts from 0; `heading` is the file's own word for it."""

    issue: Issue
    severity: Severity
    field: str
    column: int | None = None
    heading: str = ""

    @property
    def column_letter(self) -> str:
        return "" if self.column is None else column_letter(self.column)

    def as_dict(self) -> dict[str, Any]:
        """For the staged row; `from_dict` gives the issue back."""
        return {
            "code": self.issue.code.value,
            "params": dict(self.issue.params),
            "severity": self.severity.value,
            "field": self.field,
            "column": self.column,
            "heading": self.heading,
        }

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> "RowIssue":
        issue = Issue(Code(data["code"]), tuple(data["params"].items()))
        return cls(issue, Severity(data["severity"]), data["field"], data["column"], data["heading"])


def issue(code: Code, **params: str | int) -> Issue:
    return Issue(code, tuple(params.items()))


def quote(text: object) -> str:
    """A cell's text, short enough for a sentence."""
    shown = str(text)
    return shown if len(shown) <= _QUOTE_LENGTH else f"{shown[: _QUOTE_LENGTH - 1]}…"


def column_letter(column: int) -> str:
    """The name Excel shows: 0 is A, 26 is AA.

    >>> column_letter(0), column_letter(25), column_letter(26), column_letter(701)
    ('A', 'Z', 'AA', 'ZZ')
    """
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
