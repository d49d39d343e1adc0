"""What is said of one row, on its way into the batch."""

from dataclasses import dataclass, field
from typing import Any

from kaizhi.interchange.issues import Code, RowIssue, Severity, issue
from kaizhi.interchange.models import ImportRow
from kaizhi.interchange.rows import ParsedRow

Verdict = ImportRow.Verdict


@dataclass(slots=True)
class Outcome:
    """A row's verdict with its reasons and, for an update, old and new values."""

    row: ParsedRow
    verdict: str
    title: str = ""
    changes: dict[str, list[Any]] = field(default_factory=dict)


def reject(row: ParsedRow, code: Code, field_name: str = "", /, **params: str | int) -> Outcome:
    """The row is refused for a reason found beyond its own cells."""
    row.issues.append(RowIssue(issue(code, **params), Severity.ERROR, field_name))
    return Outcome(row, Verdict.REJECTED)


def warn(row: ParsedRow, code: Code, field_name: str = "", /, **params: str | int) -> None:
    row.issues.append(RowIssue(issue(code, **params), Severity.WARNING, field_name))
