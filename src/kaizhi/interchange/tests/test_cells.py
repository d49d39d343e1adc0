"""Tables of messy amounts and dates and what they mean."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaizhi.interchange import cells
from kaizhi.interchange.cells import Amount, Column
from kaizhi.interchange.issues import Code, Doubtful, Issue

TODAY = date(2026, 11, 22)
PLAIN = Column(TODAY)
IN_WAN = Column(TODAY, factor=Decimal(10_000))
AT_HALF_PAST_TEN = datetime(2024, 8, 27, 10, 30)  # noqa: DTZ001  as Excel gives it

amount, phones = cells.amount(), cells.phones(80)
recent, founded = cells.day(ahead_days=30), cells.day(earliest=1600, ahead_days=30, allow_partial=True)


def code_of(result):
    """The issue's code, of an error or of a warning."""
    if isinstance(result, Doubtful):
        return result.issue.code
    return result.code if isinstance(result, Issue) else None


@pytest.mark.parametrize(
    ("cell", "minor", "currency"),
    [
        ("305843.0395万元人民币", 305_843_039_500, "CNY"),
        ("95.0万元", 95_000_000, "CNY"),
        ("1,234.50", 123_450, "CNY"),
        ("￥ 3，000", 300_000, "CNY"),
        ("¥1,200", 120_000, "CNY"),
        ("RMB 3000", 300_000, "CNY"),
        ("1.2亿元", 12_000_000_000, "CNY"),
        ("3千万", 3_000_000_000, "CNY"),
        ("50w", 50_000_000, "CNY"),
        ("10万元整", 10_000_000, "CNY"),
        ("１２０万", 120_000_000, "CNY"),
        ("50万美元", 50_000_000, "USD"),
        ("USD 3,000.5", 300_050, "USD"),
        ("$1.5m", 150_000_000, "USD"),
        ("人民币100元", 10_000, "CNY"),
        ("€100", 10_000, "EUR"),
        ("100万港币", 100_000_000, "HKD"),
        ("30日元", 30, "JPY"),
        ("1e6", 100_000_000, "CNY"),
        (0.1 + 0.2, 30, "CNY"),
        (1234.565, 123_457, "CNY"),
        (120, 12_000, "CNY"),
        (0, 0, "CNY"),
    ],
)
def test_money(cell, minor, currency):
    found = amount(cell, PLAIN)
    assert (found.minor, found.currency) == (minor, currency)
    assert found.raw == (str(cell) if not isinstance(cell, str) else found.raw)


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("-5", Code.MONEY_NEGATIVE),
        (-5.0, Code.MONEY_NEGATIVE),
        ("(1,200.00)", Code.MONEY_NEGATIVE),
        ("100-200万", Code.MONEY_UNREADABLE),
        ("1,2345", Code.MONEY_UNREADABLE),
        ("1.234.567", Code.MONEY_UNREADABLE),
        ("面议", Code.MONEY_UNREADABLE),
        (True, Code.MONEY_UNREADABLE),
        (float("nan"), Code.MONEY_UNREADABLE),
        (float("inf"), Code.MONEY_UNREADABLE),
        (date(2024, 1, 1), Code.MONEY_UNREADABLE),
        ("3000 AED", Code.MONEY_CURRENCY),
        ("100美元欧元", Code.MONEY_CURRENCY),
        ("1e30", Code.MONEY_TOO_LARGE),
        (1e300, Code.MONEY_TOO_LARGE),
    ],
)
def test_money_refused(cell, code):
    assert code_of(amount(cell, PLAIN)) == code


def test_the_cells_own_unit_goes_before_the_headings():
    assert amount(12.5, IN_WAN).minor == 12_500_000
    assert amount("12.5", IN_WAN).minor == 12_500_000
    assert amount("120万", IN_WAN).minor == 120_000_000
    assert amount("5元", IN_WAN).minor == 500


def test_the_cells_own_currency_goes_before_the_rows():
    in_dollars = Column(TODAY, currency="USD")
    assert amount(5, in_dollars) == Amount(500, "USD", "5")
    assert amount("5欧元", in_dollars).currency == "EUR"
    assert amount(5, Column(TODAY, currency="JPY")).minor == 5


@pytest.mark.parametrize("cell", ["约50万", "50万左右", "50万以上", "50万+"])
def test_an_approximate_amount_is_taken_and_told(cell):
    found = amount(cell, PLAIN)
    assert found.value.minor == 50_000_000
    assert found.issue.code == Code.MONEY_APPROXIMATE


@pytest.mark.parametrize(
    ("words", "factor", "currency"),
    [
        ("万元", 10_000, "CNY"),
        ("万美元", 10_000, "USD"),
        ("单位：万元", 10_000, "CNY"),
        ("万元人民币", 10_000, "CNY"),
        ("亿元", 10**8, "CNY"),
        ("元", None, "CNY"),
        ("USD", None, "USD"),
        ("选填", None, None),
        ("", None, None),
    ],
)
def test_units_of_headings(words, factor, currency):
    assert cells.heading_unit(words) == (factor, currency)


@pytest.mark.parametrize(
    ("cell", "code"),
    [("人民币", "CNY"), ("RMB", "CNY"), ("美元", "USD"), ("hkd", "HKD"), ("￥", "CNY"), ("€", "EUR"), ("", None)],
)
def test_currency(cell, code):
    assert cells.currency_code(cell, PLAIN) == code


def test_unknown_currency():
    assert code_of(cells.currency_code("贝壳", PLAIN)) == Code.CURRENCY_UNKNOWN


@pytest.mark.parametrize(
    "cell",
    [
        "2024/8/27", "2024-08-27", "2024年8月27日", "2024 年 8 月 27 日", "20240827", 20240827.0, "2024.8.27", 45531,
        45531.0, 45531.75, "45531", "45531.0", AT_HALF_PAST_TEN, date(2024, 8, 27), "2024-08-27 10:30:00",
        "2024-08-27T10:30:00Z", "2024/8/27 上午9:30", "27/8/2024", "8/27/2024", "27 Aug 2024", "Aug 27, 2024",
        "２０２４年８月２７日", "2024/8/27（星期二）", " 2024-08-27\u200b",
    ],
)  # fmt: skip
def test_dates(cell):
    assert recent(cell, PLAIN) == date(2024, 8, 27)


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("2024-02-30", Code.DATE_IMPOSSIBLE),
        ("2023年2月29日", Code.DATE_IMPOSSIBLE),
        ("20241301", Code.DATE_IMPOSSIBLE),
        ("7/8/2024", Code.DATE_AMBIGUOUS),
        ("24/8/27", Code.DATE_AMBIGUOUS),
        ("2024年", Code.DATE_NO_DAY),
        (2024.0, Code.DATE_NO_DAY),
        ("2016-06", Code.DATE_NO_DAY),
        ("2099-01-01", Code.DATE_TOO_LATE),
        ("2026-12-23", Code.DATE_TOO_LATE),
        ("1905-01-01", Code.DATE_TOO_EARLY),
        (0.0, Code.DATE_UNREADABLE),
        (-1, Code.DATE_UNREADABLE),
        (1e300, Code.DATE_UNREADABLE),
        (True, Code.DATE_UNREADABLE),
        (time(10, 30), Code.DATE_UNREADABLE),
        (timedelta(hours=30), Code.DATE_UNREADABLE),
        ("下周", Code.DATE_UNREADABLE),
    ],
)
def test_dates_refused(cell, code):
    assert code_of(recent(cell, PLAIN)) == code


@pytest.mark.parametrize("cell", ["", "-", "unknown", "长期", None, "无"])
def test_no_date(cell):
    assert recent(cell, PLAIN) is None


@pytest.mark.parametrize(
    ("cell", "expected"),
    [("1998", date(1998, 1, 1)), (1998, date(1998, 1, 1)), ("2016-06", date(2016, 6, 1)), ("1878年", date(1878, 1, 1))],
)
def test_a_founding_year_is_enough(cell, expected):
    found = founded(cell, PLAIN)
    assert (found.value, found.issue.code) == (expected, Code.DATE_PARTIAL)


def test_the_last_possible_day_is_possible():
    assert recent(TODAY + timedelta(days=30), PLAIN) == TODAY + timedelta(days=30)


@given(
    st.dates(date(1990, 1, 1), TODAY), st.sampled_from(["%Y-%m-%d", "%Y/%m/%d", "%Y年%m月%d日", "%Y%m%d", "%Y.%m.%d"])
)
def test_every_written_date_comes_back(day, style):
    assert recent(day.strftime(style), PLAIN) == day


@given(st.dates(date(1990, 1, 1), TODAY))
def test_every_serial_number_comes_back(day):
    assert recent(float((day - date(1899, 12, 30)).days), PLAIN) == day


@given(st.integers(0, 10**14))
def test_every_written_amount_comes_back(minor):
    units = Decimal(minor) / 100
    for written in (f"{units:.2f}", f"{units:,.2f}", f"¥{units:,.2f}元", f"{units / 10_000}万元", f"CNY {units:.2f}"):
        found = amount(written, PLAIN)
        assert (found.minor, found.currency) == (minor, "CNY"), written


@given(st.integers(0, 10**12))
def test_every_float_amount_comes_back(minor):
    assert amount(minor / 100, PLAIN).minor == minor
