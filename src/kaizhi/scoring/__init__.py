"""The scoring core: frames in, frames out. No Django, no clock, no settings, no network."""

from kaizhi.scoring.engine import check, from_columns, records, to_columns
from kaizhi.scoring.frames import Book, epoch_day, from_epoch_day
from kaizhi.scoring.penetration import PenetrationBands, book_summary, group_figures, replication_gaps, uncovered_plants

__all__ = [
    "Book",
    "PenetrationBands",
    "book_summary",
    "check",
    "epoch_day",
    "from_columns",
    "from_epoch_day",
    "group_figures",
    "records",
    "replication_gaps",
    "to_columns",
    "uncovered_plants",
]
