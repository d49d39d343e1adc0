"""Calendar spans counted back and forth from a day, so that "a full year" means the calendar's year."""

from calendar import monthrange
from datetime import date


def months_before(day: date, months: int) -> date:
    """The same day of the month so many months earlier, or that month's last day when it is too short.

    >>> months_before(date(2026, 3, 31), 1), months_before(date(2026, 11, 22), 24)
    (datetime.date(2026, 2, 28), datetime.date(2024, 11, 22))
    """
    count = day.year * 12 + day.month - 1 - months
    year, month = divmod(count, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def years_before(day: date, years: int) -> date:
    """The same date so many years earlier; 28 February for a 29th that year does not have."""
    return months_before(day, 12 * years)


def full_years(first: date, last: date) -> int:
    """Whole years completed from `first` up to `last`; the anniversary itself completes one.

    >>> full_years(date(2023, 11, 22), date(2026, 11, 22)), full_years(date(2023, 11, 23), date(2026, 11, 22))
    (3, 2)
    """
    return last.year - first.year - int((last.month, last.day) < (first.month, first.day))


def anniversary(first: date, years: int) -> date:
    """The day on which `full_years` reaches `years`; 1 March for a first of 29 February in a common year.

    >>> anniversary(date(2024, 2, 29), 1), full_years(date(2024, 2, 29), date(2025, 3, 1))
    (datetime.date(2025, 3, 1), 1)
    """
    try:
        return first.replace(year=first.year + years)
    except ValueError:
        return date(first.year + years, 3, 1)
