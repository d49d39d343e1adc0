from datetime import UTC, date, datetime, timedelta

import pytest

from kaizhi.ui import drawings, show

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("minor", "text"),
    [
        (0, "0.00"),
        (5_000, "0.01"),  # half of 0.01 goes away from zero
        (4_999, "0.00"),
        (-5_000, "-0.01"),
        (-4_999, "0.00"),
        (1_234_567_89, "123.46"),
        (99_999_999_999_99, "10,000,000.00"),
    ],
)
def test_ten_thousands(minor, text):
    assert show.wan(minor) == text


def test_yen_have_no_fen():
    assert show.wan(1_234_567, "JPY") == "123.46"


def test_money_keeps_the_full_amount_on_hover():
    html = show.money(1_234_567_89)
    assert 'title="1,234,567.89 yuan"' in html
    assert "123.46<small>×10k</small>" in html
    assert "USD 123.46" in show.money(1_234_567_89, "USD")


@pytest.mark.parametrize("look", [show.money, show.yuan, show.share, show.day, show.moment])
def test_unknown_is_a_dash_with_its_reason_never_a_zero(look):
    html = look(None, reason='No "plants" declared')
    assert html == '<span class="unknown" title="No &quot;plants&quot; declared">—</span>'


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "today"),
        (1, "tomorrow"),
        (-1, "yesterday"),
        (3, "in 3 days"),
        (-7, "7 days ago"),
        (8, "2026-11-30"),
        (-8, "2026-11-14"),
    ],
)
def test_days_are_relative_only_within_a_week(days, words):
    day = TODAY + timedelta(days=days)
    html = show.day(day, today=TODAY)
    assert f">{words}</time>" in html
    assert day.isoformat() in html


def test_a_moment_is_on_the_companys_clock():
    assert ">2026-11-22 07:30<" in show.moment(datetime(2026, 11, 21, 23, 30, tzinfo=UTC))
    assert "today" in show.day(datetime(2026, 11, 21, 23, 30, tzinfo=UTC), today=TODAY)


def test_shares_have_one_decimal():
    assert ">41.7%<" in show.share(5 / 12)
    assert ">0.0%<" in show.share(0.0)


def test_a_band_is_a_word_and_a_pattern():
    assert show.band("red") == '<span class="band red">High potential</span>'
    assert show.band(None) == show.band("made-up") == '<span class="band unknown">Not known</span>'


def test_a_person_is_escaped_and_keeps_the_colour():
    html = show.person("<b>Mo</b>")
    assert "<b>" not in html
    assert show.person("Anna") == show.person("Anna")
    assert "Nobody yet" in show.person("")


def test_a_ring_says_its_figures():
    assert 'aria-label="5 of 12 covered, 41.7%"' in drawings.ring(5, 12, "yellow")
    assert 'stroke-dasharray="41.7 100"' in drawings.ring(5, 12, "yellow")
    assert 'stroke-dasharray="100.0 100"' in drawings.ring(14, 12)  # more than declared is full, not overfull


@pytest.mark.parametrize("total", [None, 0])
def test_a_ring_of_an_unknown_total_is_not_empty(total):
    html = drawings.ring(0, total)
    assert "Coverage not known" in html
    assert "arc" not in html


def test_a_factor_that_is_missing_says_what_it_could_earn():
    assert "Not known; up to 20 points" in drawings.factor_bar(None, 20)
    assert "--part:0.600" in drawings.factor_bar(12, 20)
    assert "--part:1.000" in drawings.factor_bar(25, 20)


def test_a_trend_leaves_gaps_and_needs_two_points():
    assert drawings.trend([1, None, 3]).count(",") == 2
    assert "—" in drawings.trend([None, 2])


def test_progress_never_runs_over():
    assert 'max="10" value="10"' in drawings.progress(12, 10)
    assert "value" not in drawings.progress(0, None)
