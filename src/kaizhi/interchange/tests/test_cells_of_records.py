"""Tables of messy phones, codes, holders, scores, choices and texts, and what they mean; no cell breaks a parser."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaizhi.interchange import cells
from kaizhi.interchange.cells import Column, Holder
from kaizhi.interchange.issues import Code, Doubtful, Issue
from kaizhi.interchange.schema.vocabulary import CHOICE_LISTS, REGISTRATION, RUNNING

TODAY = date(2026, 11, 22)
PLAIN = Column(TODAY)
MOBILES = [f"1380000{n:04d}" for n in range(9)]
VALID = "91350100M000100Y43"

amount, phones = cells.amount(), cells.phones(80)
recent, founded = cells.day(ahead_days=30), cells.day(earliest=1600, ahead_days=30, allow_partial=True)


def code_of(result):
    """The issue's code, of an error or of a warning."""
    if isinstance(result, Doubtful):
        return result.issue.code
    return result.code if isinstance(result, Issue) else None


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (13800001234.0, "13800001234"),
        (13800001234, "13800001234"),
        ("138 0000 1234", "13800001234"),
        ("+86 138-0000-1234", "13800001234"),
        ("１３８００００１２３４", "13800001234"),
        ("1.3800001234E+10", "13800001234"),
        ("0571-88886666", "0571-88886666"),
        ("0571 8888 6666", "0571-88886666"),
        ("0571-88886666-801", "0571-88886666-801"),
        ("（010）8888 6666 转 12", "010-88886666-12"),
        ("13800001234；0571-88886666、13900001234", "13800001234; 0571-88886666; 13900001234"),
        ("13800001234 13900001234", "13800001234; 13900001234"),
        ("13800001234/13800001234", "13800001234"),
        ("手机：13800001234 电话：0571-88886666", "13800001234; 0571-88886666"),
        ("400-800-1234", "400-800-1234"),
        ("+44 20 7946 0958", "+442079460958"),
        ("88886666", "88886666"),
        (95588.0, "95588"),
        ("无", None),
        ("", None),
    ],
)
def test_phones(cell, expected):
    assert phones(cell, PLAIN) == expected


@pytest.mark.parametrize(
    ("cell", "code", "kept"),
    [
        ("138****1234", Code.PHONE_MASKED, None),
        ("张工13800001234", Code.PHONE_STRANGE, "张工13800001234"),
        (57188886666.0, Code.PHONE_ZERO_RESTORED, "0571-88886666"),
        ("；".join(MOBILES), Code.PHONE_TOO_MANY, "; ".join(MOBILES[:6])),
    ],
)  # fmt: skip
def test_doubtful_phones(cell, code, kept):
    found = phones(cell, PLAIN)
    assert (found.issue.code, found.value) == (code, kept)


@pytest.mark.parametrize("cell", ["1.38E+10", "1.38001E+10", 1.38e300])
def test_a_phone_destroyed_by_excel_is_refused(cell):
    found = phones(cell, PLAIN)
    assert isinstance(found, Issue)
    assert found.code == Code.PHONE_DESTROYED


@pytest.mark.parametrize(
    "cell", [VALID, VALID.lower(), f" {VALID[:9]} {VALID[9:]}\u3000", "９１３５０１００M000100Y43"]
)
def test_credit_codes(cell):
    assert cells.credit_code(cell, PLAIN) == VALID


@pytest.mark.parametrize("cell", [9.13501e17, "9.13501E+17", "9.13501000001E17", 913501000001234567])
def test_a_credit_code_destroyed_by_excel_is_refused(cell):
    found = cells.credit_code(cell, PLAIN)
    assert isinstance(found, Issue)
    assert found.code == Code.CREDIT_CODE_DESTROYED


@pytest.mark.parametrize(
    ("cell", "code", "kept"),
    [
        (VALID[:-1] + "4", Code.CREDIT_CODE_CHECK, VALID[:-1] + "4"),
        ("91350100M000100YO3", Code.CREDIT_CODE_CHARACTERS, "91350100M000100YO3"),
        (350100100012345.0, Code.CREDIT_CODE_LENGTH, "350100100012345"),
        (VALID + "9", Code.CREDIT_CODE_LENGTH, None),
    ],
)
def test_a_wrong_credit_code_is_only_doubtful(cell, code, kept):
    found = cells.credit_code(cell, PLAIN)
    assert (found.issue.code, found.value) == (code, kept)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("A [60.0%]; B [40.0%]", (Holder("A", 6000), Holder("B", 4000))),
        ("甲公司（60%）、乙公司（40%）", (Holder("甲公司", 6000), Holder("乙公司", 4000))),
        ("甲公司 60%；乙公司", (Holder("甲公司", 6000), Holder("乙公司", None))),
        ("A [79.4%]; unknown [21.6%]", (Holder("A", 7940), Holder("unknown", 2160, is_named=False))),
        ("A; small shareholder(s)", (Holder("A", None), Holder("small shareholder(s)", None, is_named=False))),
        ("甲、乙集团", (Holder("甲、乙集团", None),)),
        ("样例钢铁（集团）有限公司", (Holder("样例钢铁（集团）有限公司", None),)),
        ("unknown", None),
        ("", None),
    ],
)
def test_holders(cell, expected):
    assert cells.holders(200)(cell, PLAIN) == expected


def test_the_principal_holder():
    read = cells.holders(200)
    assert cells.principal(read("A [20%]; B [60%]; C", PLAIN)).name == "B"
    assert cells.principal(read("A; B", PLAIN)).name == "A"
    assert cells.principal(read("unknown [60%]; B [40%]", PLAIN)).name == "B"
    assert cells.principal(read("自然人; others", PLAIN)) is None


def test_shares_above_the_whole():
    assert code_of(cells.holders(200)("A [120%]", PLAIN)) == Code.STAKE_RANGE
    assert code_of(cells.holders(200)("A [60%]; B [60%]", PLAIN)) == Code.STAKES_OVER_ALL
    assert code_of(cells.holders(200)("A [79.4%]; B [21.6%]", PLAIN)) is None


@pytest.mark.parametrize(
    ("cell", "hundredths"),
    [
        ("4.5分", 450),
        ("5星", 500),
        ("★★★★☆", 400),
        ("4/5", 400),
        ("非常满意", 500),
        ("不满意", 200),
        (4.0, 400),
        ("4.25", 425),
    ],
)
def test_scores(cell, hundredths):
    assert cells.score(cell, PLAIN) == hundredths


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("95", Code.SCORE_RANGE),
        ("95分", Code.SCORE_RANGE),
        (0, Code.SCORE_RANGE),
        ("9/10", Code.SCORE_UNREADABLE),
        ("还行吧", Code.SCORE_UNREADABLE),
    ],
)
def test_scores_refused(cell, code):
    assert code_of(cells.score(cell, PLAIN)) == code


@pytest.mark.parametrize(
    ("cell", "percent"),
    [("30%", 30), (0.3, 30), (30, 30), ("30", 30), (1, 100), ("１００％", 100), (0, 0), ("12.5%", 13)],
)
def test_percentages(cell, percent):
    assert cells.percent(0, 100)(cell, PLAIN) == percent


def test_a_percent_heading_makes_a_small_number_a_percentage():
    assert cells.percent(0, 100)(1, Column(TODAY, is_percent=True)) == 1


@pytest.mark.parametrize(
    ("cell", "number"), [("12家", 12), (12.0, 12), ("1,200", 1200), ("第3名", 3), ("约1000人", 1000), ("TOP 3", 3)]
)
def test_counts(cell, number):
    assert cells.count(0, 10_000)(cell, PLAIN) == number


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        (12.5, Code.NUMBER_FRACTION),
        ("100-200", Code.NUMBER_UNREADABLE),
        (True, Code.NUMBER_UNREADABLE),
        (float("inf"), Code.NUMBER_UNREADABLE),
        (-1, Code.NUMBER_RANGE),
        (10_001, Code.NUMBER_RANGE),
    ],
)
def test_counts_refused(cell, code):
    assert code_of(cells.count(0, 10_000)(cell, PLAIN)) == code


@pytest.mark.parametrize("cell", ["是", "有", "Y", "yes", "TRUE", "√", True, 1, "1", "在产", "operating"])
def test_yes(cell):
    assert cells.yes_no(RUNNING)(cell, PLAIN) is True


@pytest.mark.parametrize("cell", ["否", "无", "N", "no", "false", "×", False, 0.0, "停产", "mothballed"])
def test_no(cell):
    assert cells.yes_no(RUNNING)(cell, PLAIN) is False


def test_neither_yes_nor_no():
    assert cells.yes_no()("", PLAIN) is None
    assert code_of(cells.yes_no()("也许", PLAIN)) == Code.YES_NO_UNREADABLE


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("存续（在营、开业、在册）", "existing"), ("在业", "existing"), ("正常", "existing"), ("开业", "existing"),
        ("注销", "cancelled"),
        ("已注销", "cancelled"), ("吊销，未注销", "revoked"), ("吊销(已注销)", "revoked"), ("迁出", "moved_out"),
        ("清算", "liquidating"),
        ("停业", "suspended"), ("", None), ("-", None),
    ],
)  # fmt: skip
def test_registration_statuses_collapse(cell, value):
    assert REGISTRATION.parser(cell, PLAIN) == value


def test_a_word_that_is_no_choice_is_refused():
    assert code_of(REGISTRATION.parser("飞升", PLAIN)) == Code.CHOICE_UNKNOWN


@pytest.mark.parametrize("listed", CHOICE_LISTS.values(), ids=CHOICE_LISTS)
def test_no_word_means_two_choices(listed):
    words = [
        (cells.choice_key(word), option.value)
        for option in listed.options
        for word in {*option.words.split("|"), str(option.value)}
    ]
    meanings = {key: {value for known, value in words if known == key} for key, _ in words}
    assert {key: values for key, values in meanings.items() if len(values) > 1} == {}


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("a@B.com", "a@b.com"),
        ("a@b.com；c@d.cn", "a@b.com; c@d.cn"),
        ("mailto:a@b.com", "a@b.com"),
        ("张三<a@b.com>", "a@b.com"),
    ],
)
def test_emails(cell, expected):
    assert cells.emails(200)(cell, PLAIN) == expected


def test_what_is_no_email_is_left_out():
    assert cells.emails(200)("a.b.com", PLAIN).value is None
    assert cells.emails(200)("a@b.com bad@@x", PLAIN).value == "a@b.com"


@pytest.mark.parametrize("cell", ["javascript:alert(1)", "data:text/html,x", "a b", "http://", "<script>"])
def test_what_is_no_site_is_left_out(cell):
    found = cells.website(200)(cell, PLAIN)
    assert (found.value, found.issue.code) == (None, Code.WEBSITE_INVALID)


def test_names_and_texts():
    assert cells.names(80)("甲公司；乙公司、甲公司\n丙公司", PLAIN) == ["甲公司", "乙公司", "丙公司"]
    assert cells.text(10)(9326.0, PLAIN) == "9326"
    assert code_of(cells.text(3)("四个字符", PLAIN)) == Code.TEXT_TOO_LONG
    assert cells.record_number(60)("HT 2026 001", PLAIN) == "HT2026001"
    assert cells.note()("一\r\n二", PLAIN) == "一\n二"
    assert code_of(cells.wechat(80)("张 工", PLAIN)) == Code.WECHAT_STRANGE


ANY_CELL = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(), st.dates(), st.datetimes(), st.times(),
    st.timedeltas(),
    st.text(alphabet="0123456789.,-+/年月日万亿元%￥$E ;；、()（）[]"),
)  # fmt: skip
EVERY_PARSER = [
    amount, phones, recent, founded, cells.credit_code, cells.currency_code, cells.holders(200), cells.score,
    cells.percent(0, 100), cells.count(0, 10), cells.yes_no(RUNNING), REGISTRATION.parser, cells.emails(80),
    cells.wechat(80),
    cells.website(80), cells.text(80), cells.note(), cells.names(80), cells.record_number(60),
]  # fmt: skip


@pytest.mark.parametrize("parser", EVERY_PARSER)
def test_no_cell_makes_a_parser_raise(parser):
    @given(ANY_CELL)
    def holds(cell):
        found = parser(cell, PLAIN)
        if isinstance(found, str):
            found.encode()
            assert "\x00" not in found

    holds()
