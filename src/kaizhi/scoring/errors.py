"""What the core refuses, and how it says so.

ScoringError
├── FrameError            a frame does not keep its declaration (frames.py)
│   ├── ColumnMissing     a declared column is not there
│   ├── ColumnMistyped    a column holds text where numbers are declared, or the reverse
│   ├── LengthsDiffer     columns of one frame have different lengths
│   ├── KeyRepeated       two rows share a key that must be unique
│   └── ValueRefused      a value lies outside its declared range, or is null where it may not be
├── ModelInvalid          the numbers of a scoring model contradict each other
└── WorkbookError         a workbook cannot be read as a book of customers (readers.py)
    ├── WorkbookUnreadable  no such file, or no workbook
    ├── SheetMissing      a sheet the radar cannot do without is not there
    └── HeaderMissing     a sheet lacks a column the radar cannot do without
"""

from collections.abc import Sequence


class ScoringError(Exception):
    """Root of the tree. `code` is for machines and never changes; the sentence is for people."""

    code = "scoring"


class FrameError(ScoringError):
    code = "frame"


class ColumnMissing(FrameError):
    code = "column_missing"

    def __init__(self, frame: str, missing: Sequence[str], present: Sequence[str]) -> None:
        self.frame, self.missing = frame, tuple(missing)
        super().__init__(
            f"The {frame} frame lacks {', '.join(missing)}; it has {', '.join(present) or 'no columns'}. "
            f"kaizhi.scoring.frames.{frame} declares every column."
        )


class ColumnMistyped(FrameError):
    code = "column_mistyped"

    def __init__(self, frame: str, column: str, found: str, declared: str) -> None:
        self.frame, self.column = frame, column
        super().__init__(f"{frame}.{column} holds {found}; it is declared as {declared}.")


class LengthsDiffer(FrameError):
    code = "lengths_differ"

    def __init__(self, frame: str, lengths: dict[str, int]) -> None:
        self.frame = frame
        listed = ", ".join(f"{name} {length}" for name, length in lengths.items())
        super().__init__(f"The columns of {frame} must be equally long; they have {listed}.")


class KeyRepeated(FrameError):
    code = "key_repeated"

    def __init__(self, frame: str, key: Sequence[str], n_repeated: int) -> None:
        self.frame, self.key = frame, tuple(key)
        super().__init__(f"{n_repeated} keys of {frame} occur more than once; {', '.join(key)} must be unique.")


class ValueRefused(FrameError):
    code = "value_refused"

    def __init__(self, frame: str, column: str, n_refused: int, rule: str) -> None:
        self.frame, self.column = frame, column
        super().__init__(f"{n_refused} rows of {frame}.{column} are refused: each value must be {rule}.")


class ModelInvalid(ScoringError):
    code = "model_invalid"


class WorkbookError(ScoringError):
    """`facts` fill the sentence of cli.py's words, in the reader's language."""

    code = "workbook"

    def __init__(self, sentence: str, **facts: str) -> None:
        self.facts = facts
        super().__init__(sentence)


class WorkbookUnreadable(WorkbookError):
    code = "workbook_unreadable"


class SheetMissing(WorkbookError):
    code = "sheet_missing"


class HeaderMissing(WorkbookError):
    code = "header_missing"
