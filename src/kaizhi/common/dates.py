"""The company's own calendar: local dates in the company's time zone."""

from datetime import date

from django.utils import timezone

EPOCH = date(1970, 1, 1)


def today() -> date:
    """The date on the company's wall calendar. Only the site's edge calls it; the core takes `as_of`."""
    return timezone.localdate()


def to_epoch_day(day: date) -> int:
    return (day - EPOCH).days


def from_epoch_day(number: int) -> date:
    return date.fromordinal(EPOCH.toordinal() + number)
