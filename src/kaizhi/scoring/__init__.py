"""The scoring core: frames in, frames out. No Django, no clock, no settings, no network."""

from kaizhi.scoring.classes import ClassModel, account_purchases, customer_classes
from kaizhi.scoring.engine import check, from_columns, records, to_columns
from kaizhi.scoring.explain import Action, Explanation, Reason, explain
from kaizhi.scoring.frames import Book, epoch_day, from_epoch_day
from kaizhi.scoring.penetration import PenetrationBands, book_summary, group_figures, replication_gaps, uncovered_plants
from kaizhi.scoring.replication import replication_scores, score_book, top
from kaizhi.scoring.replication_model import ReplicationModel, StandingStep

__all__ = [
    "Action",
    "Book",
    "ClassModel",
    "Explanation",
    "PenetrationBands",
    "Reason",
    "ReplicationModel",
    "StandingStep",
    "account_purchases",
    "book_summary",
    "check",
    "customer_classes",
    "epoch_day",
    "explain",
    "from_columns",
    "from_epoch_day",
    "group_figures",
    "records",
    "replication_gaps",
    "replication_scores",
    "score_book",
    "to_columns",
    "top",
    "uncovered_plants",
]
