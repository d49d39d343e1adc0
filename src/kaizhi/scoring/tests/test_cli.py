"""`kaizhi radar` in its three shapes and two languages."""

import json
import re
import subprocess
import sys
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from kaizhi.scoring.cli import lines, main
from kaizhi.scoring.explain import ACTION_CODES
from kaizhi.scoring.radar import Radar, as_document, scan
from kaizhi.scoring.readers import read_book
from kaizhi.scoring.replication_model import FACTORS
from kaizhi.scoring.report import render
from kaizhi.scoring.tests.books import AS_OF
from kaizhi.scoring.tests.workbooks import BOOK, with_sheet, write
from kaizhi.scoring.words import Language, money, word
from kaizhi.scoring.workbook import Problem


@pytest.fixture(scope="module")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("radar") / "book.xlsx", BOOK)


@pytest.fixture(scope="module")
def radar(workbook: Path) -> Radar:
    return scan(read_book(workbook), as_of=AS_OF)


Captured = pytest.CaptureFixture[str]


def test_it_works(workbook: Path, capsys: Captured) -> None:
    assert main([str(workbook), "--as-of", "2026-11-22"]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    assert "截至 2026-11-22 · 评分模型 replication-1" in out
    # 2 of 12 plants; 12.375 + 9 + 10 + 5 + 10 + 10 + 10 + 10 + 10 - 5 + 10; 5,000,000 yuan over 2 plants, 10 to win
    first = next(line for line in out.splitlines() if line.lstrip().startswith("1 "))
    assert re.split(r"\s{2,}", first.strip()) == [
        "1", "华岭重工集团有限公司", "2/12", "16.7% 高潜力", "91.38", "高", "250.00 万元", "2,500.00 万元",
        "林岚", "2026-12-01",
    ]  # fmt: skip
    assert "满意度          12.38/15  2 家合作工厂平均 4.30 分" in out
    assert "替换 1 家未覆盖工厂的竞品  +5 分" in out
    assert "距“中”还差" in out


def test_english(radar: Radar) -> None:
    out = "\n".join(lines(radar, None, "en"))
    assert "16.7% high potential" in out
    assert "CNY 25,000,000" in out
    assert not re.search("[合未满回优]", out.replace("华岭重工集团有限公司", ""))


def test_only_the_first_are_shown(radar: Radar) -> None:
    out = "\n".join(lines(radar, 1, "zh"))
    assert "前 1 个，共 2 个集团" in out
    assert "明川电子集团" not in out


def test_json(workbook: Path, capsys: Captured) -> None:
    assert main([str(workbook), "--as-of", "2026-11-22", "--json", "--top", "1"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert (document["as_of"], document["currency"], document["model_version"]) == (
        "2026-11-22",
        "CNY",
        "replication-1",
    )
    assert document["summary"]["n_groups"] == 2
    (group,) = document["groups"]
    assert (group["score"], group["n_uncovered"], group["band"]) == (pytest.approx(91.375), 10, "red")
    assert group["uncovered_plants"] == ["华岭重工西安厂"]
    assert [reason["code"] for reason in group["reasons"]] == list(FACTORS)
    assert group["actions"][0] == {
        "code": "displace_competitor", "factor": "competitor", "adds": 5, "is_at_most": False, "target": 1,
    }  # fmt: skip


class _Page(HTMLParser):
    """Checks that tags close in order, and gathers what a page could load."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.loads: list[str] = []
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.loads += [f"{tag} {name}" for name, _ in attrs if name in {"src", "href", "srcset", "action"}]
        if tag not in {"meta", "br"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("language", ["zh", "en"])
def test_html_is_one_page_that_loads_nothing(radar: Radar, language: Language) -> None:
    text = render(radar, None, language)
    page = _Page()
    page.feed(text)
    assert page.open == []
    assert page.loads == []
    assert not {"script", "img", "link", "iframe"} & set(page.tags)
    assert "url(" not in text
    assert "@import" not in text
    assert text.count('class="blip"') == 2
    assert "16.7% · 2/12" in text
    assert "91.38" in text


def test_html_escapes_names(radar: Radar) -> None:
    blip = replace(radar.blips[0], name="<script>alert(1)</script>", owner="<b>x</b>", uncovered=("<i>y</i>",))
    text = render(replace(radar, blips=(blip,)), None, "zh")
    assert "&lt;script&gt;alert(1)" in text
    assert not [tag for tag in ("<script", "<b>x", "<i>y") if tag in text]


def test_html_is_written_where_told(workbook: Path, radar: Radar, tmp_path: Path, capsys: Captured) -> None:
    out = tmp_path / "radar.html"
    assert main([str(workbook), "--as-of", "2026-11-22", "--html", str(out)]) == 0
    assert capsys.readouterr().out.strip() == str(out)
    assert out.read_text(encoding="utf-8") == render(radar, 20, "zh")


def test_problems_go_to_the_other_stream(tmp_path: Path, capsys: Captured) -> None:
    rows = [*BOOK["满意度"], ["华岭重工长沙厂", "昨天", 4]]
    book = write(tmp_path / "book.xlsx", with_sheet("满意度", rows))
    assert main([str(book), "--as-of", "2026-11-22"]) == 0
    assert capsys.readouterr().err.splitlines()[1] == "  满意度 第 4 行 评价日期：日期应如 2026-11-22（填的是“昨天”）"


def test_json_carries_the_problems(radar: Radar) -> None:
    document = as_document(replace(radar, problems=(Problem("满意度", 4, "评价日期", "date", "昨天"),)), None)
    assert document["problems"] == [
        {"sheet": "满意度", "row": 4, "column": "评价日期", "code": "date", "value": "昨天"}
    ]


def test_it_says_what_is_wrong_with_the_workbook(tmp_path: Path, capsys: Captured) -> None:
    assert main([str(tmp_path / "absent.xlsx")]) == 1
    assert capsys.readouterr().err.startswith("打不开这个工作簿")
    book = write(tmp_path / "book.xlsx", with_sheet("合同", [["合同编号"], ["HT1"]]))
    assert main([str(book), "--lang", "en"]) == 1
    assert capsys.readouterr().err.strip() == "Sheet 合同 lacks the column: 客户名称 / 客户编号, 签订日期."


def test_a_page_that_cannot_be_written_is_told(workbook: Path, tmp_path: Path, capsys: Captured) -> None:
    out = tmp_path / "absent" / "radar.html"
    assert main([str(workbook), "--html", str(out)]) == 1
    assert capsys.readouterr().err.strip() == f"写不了这个文件：{out}"


def test_a_book_without_groups_says_so(radar: Radar, tmp_path: Path, capsys: Captured) -> None:
    book = write(tmp_path / "book.xlsx", {"客户": [["客户名称"], ["独立机械有限公司"]]})
    assert main([str(book)]) == 0
    assert capsys.readouterr().out.rstrip().endswith("工作簿里没有集团。")
    assert "工作簿里没有集团。" in render(replace(radar, blips=()), None, "zh")


@pytest.mark.parametrize(
    "wrong", [["--as-of", "22.11.2026"], ["--top", "-1"], ["--lang", "fr"], ["--json", "--html", "x"], []]
)
def test_wrong_use_is_refused(workbook: Path, wrong: list[str], capsys: Captured) -> None:
    with pytest.raises(SystemExit) as caught:
        main([str(workbook), *wrong] if wrong else [])
    assert caught.value.code == 2
    assert "usage" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("minor", "currency", "zh", "en"),
    [
        (123_456_00, "CNY", "12.35 万元", "CNY 123,456"),
        (99_999_999_00, "CNY", "10,000.00 万元", "CNY 99,999,999"),
        (100_000_000_00, "CNY", "1.00 亿元", "CNY 100,000,000"),
        (5_000_000_00, "EUR", "500.00 万 EUR", "EUR 5,000,000"),
        (None, "CNY", "—", "—"),
    ],
)
def test_money_is_shown_as_people_read_it(minor: int | None, currency: str, zh: str, en: str) -> None:
    assert (money(minor, currency, "zh"), money(minor, currency, "en")) == (zh, en)


def test_every_code_has_its_words() -> None:
    for language in ("zh", "en"):
        for code in (*(f"action.{code}" for code in ACTION_CODES), *(f"factor.{code}" for code in FACTORS)):
            assert word(code, language, target=1)


def test_the_core_runs_without_django(workbook: Path) -> None:
    code = f"""
import sys
from kaizhi.scoring.cli import main
assert main([{str(workbook)!r}, "--as-of", "2026-11-22", "--json"]) == 0
assert not [name for name in sys.modules if name.split(".")[0] in ("django", "pandas", "pyarrow")]
"""
    source = Path(__file__).parents[3]
    subprocess.run([sys.executable, "-c", code], check=True, cwd=source, capture_output=True)
