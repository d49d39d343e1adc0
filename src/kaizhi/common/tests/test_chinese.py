import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaizhi.common.chinese import guess_kind, name_key, tidy, tidy_lines
from kaizhi.common.pinyin import initials, sort_key


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("华东样例集团", "head_office"),
        ("华东样例集团有限公司", "head_office"),
        ("华东样例集团（控股）股份有限公司", "head_office"),
        ("样例重工总部", "head_office"),
        ("Sample Steel Group Co., Ltd.", "head_office"),
        ("华东样例集团长春机械有限公司", "company"),
        ("第一样例机床厂有限公司", "company"),
        ("样例钢铁总厂", "company"),
        ("华东样例集团长沙分公司", "branch"),
        ("样例重工长沙工厂", "plant"),
        ("样例重工苏州生产基地（二期）", "plant"),
        ("样例炼钢二厂", "plant"),
        ("Sample Laverton steel mill", "plant"),
        ("样例炼钢二厂一号车间", "workshop"),
    ],
)
def test_a_name_gives_its_kind_away(name, kind):
    assert guess_kind(name) == kind


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("样例（华东）有限公司", "样例(华东)有限公司"),
        ("样例 【华东】 有限公司", "样例（华东）有限公司"),
        ("ＡＢＣ钢铁", "abc 钢铁"),
        ("Sample Steel", "SAMPLE\u3000STEEL\u200b"),
    ],
)
def test_two_spellings_meet(one, other):
    assert name_key(one) == name_key(other)


def test_different_names_do_not_meet():
    assert name_key("样例一厂") != name_key("样例二厂")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  ＡＢＣ　钢铁（集团）\u200b ", "ABC 钢铁（集团）"),
        ("a\x00b\ud800c\ufeff", "abc"),
        ("一行\n二行", "一行 二行"),
        ("电话：０５７１－８８８８", "电话：0571-8888"),
        ("", ""),
    ],
)
def test_tidy(text, expected):
    assert tidy(text) == expected


def test_tidy_lines_keeps_the_lines():
    assert tidy_lines(" 一  行 \r\n\r\n二\x00行\r") == "一 行\n\n二行"


@given(st.text())
def test_tidy_text_can_be_stored_and_is_stable(text):
    once = tidy(text)
    once.encode()
    assert "\x00" not in once
    assert tidy(once) == once
    tidy_lines(text).encode()


@pytest.mark.parametrize(
    ("text", "letters", "reading"),
    [
        ("重庆银行", "cqyh", "chong qing yin hang"),
        ("重工", "zg", "zhong gong"),
        ("长春", "cc", "chang chun"),
        ("长盛成长", "cscz", "chang sheng cheng zhang"),
        ("厦门大厦", "xmds", "xia men da sha"),
        ("绿地ABC-12厂", "ldabc12c", "lv di abc 12 chang"),
        ("Ｓample（样例）", "sampleyl", "sample yang li"),
        ("", "", ""),
    ],
)
def test_readings(text, letters, reading):
    assert (initials(text), sort_key(text)) == (letters, reading)


@given(st.text())
def test_readings_never_fail(text):
    assert " " not in initials(text)
    sort_key(text)
