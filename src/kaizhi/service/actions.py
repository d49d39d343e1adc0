"""What is done about satisfaction and success cases."""

from kaizhi.access.models import User
from kaizhi.accounts.records import save_record
from kaizhi.service.models import Satisfaction, SuccessCase


def record_satisfaction(answer: Satisfaction, *, by: User) -> Satisfaction:
    """Write a survey answer."""
    return save_record(answer, noun="satisfaction", by=by)


def save_case(case: SuccessCase, *, by: User) -> SuccessCase:
    return save_record(case, noun="case", by=by)
