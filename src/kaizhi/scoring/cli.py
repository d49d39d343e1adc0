"""`kaizhi radar BOOK.xlsx`: the replication radar of a workbook, without any database."""

import argparse
import json
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from unicodedata import east_asian_width

from kaizhi.scoring.errors import WorkbookError
from kaizhi.scoring.radar import Blip, Radar, as_document, scan
from kaizhi.scoring.readers import read_book
from kaizhi.scoring.report import render
from kaizhi.scoring.words import Language, advice, money, number, percent, problem_line, why, word

_SHOWN_BY_DEFAULT = 20  # the TOP 20 of R38
_SHOWN_ACTIONS = 4


def main(argv: Sequence[str] | None = None) -> int:
    """0: printed; 1: the workbook cannot be read or the page not written, stderr says why; 2: the command is wrong."""
    options = _parser().parse_args(argv)
    try:
        radar = scan(read_book(options.book), as_of=options.as_of or date.today())  # noqa: DTZ011 (the local day)
    except WorkbookError as error:
        print(word(f"error.{error.code}", options.lang, **error.facts), file=sys.stderr)
        return 1
    if not _print(radar, options):
        return 1
    if radar.problems and not options.json:
        print(word("n_problems", options.lang, n=len(radar.problems)), file=sys.stderr)
        print("\n".join(f"  {problem_line(problem, options.lang)}" for problem in radar.problems), file=sys.stderr)
    return 0


def _print(radar: Radar, options: argparse.Namespace) -> bool:
    n_shown = options.top or None
    if options.html:
        try:
            options.html.write_text(render(radar, n_shown, options.lang), encoding="utf-8")
        except OSError:
            print(word("error.not_written", options.lang, path=options.html), file=sys.stderr)
            return False
        print(options.html)
    elif options.json:
        print(json.dumps(as_document(radar, n_shown), ensure_ascii=False, indent=2))
    else:
        print("\n".join(lines(radar, n_shown, options.lang)))
    return True


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="kaizhi radar",
        description="从客户工作簿直接算出复制雷达，不需要数据库 "
        "Rank the groups of a customer workbook by replication score, with reasons; no database needed.",
    )
    parser.add_argument("book", type=Path, metavar="BOOK.xlsx", help="客户工作簿 the customer workbook")
    parser.add_argument("--as-of", type=_day, metavar="DATE", help="截至日期，默认今天 2026-11-22 (default: today)")
    shape = parser.add_mutually_exclusive_group()
    shape.add_argument("--json", action="store_true", help="输出 JSON print JSON")
    shape.add_argument("--html", type=Path, metavar="OUT", help="写一份可打印的网页 write a page to print")
    parser.add_argument(
        "--top",
        type=_count,
        default=_SHOWN_BY_DEFAULT,
        metavar="N",
        help="只列前 N 个，0 为全部 the first N, 0 for all (default: 20)",
    )
    parser.add_argument("--lang", choices=("zh", "en"), default="zh", help="语言 language (default: zh)")
    return parser


def _day(said: str) -> date:
    try:
        return date.fromisoformat(said)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{said}: 2026-11-22") from None


def _count(said: str) -> int:
    if not said.isdecimal():
        raise argparse.ArgumentTypeError(f"{said}: 0, 1, 2 …")
    return int(said)


def lines(radar: Radar, n: int | None, language: Language) -> list[str]:
    blips = radar.blips[:n]
    lines = [
        word("title", language),
        word("as_of", language, as_of=radar.as_of, version=radar.model_version),
        "",
        *_table(radar, blips, language),
    ]
    if not blips:
        return [*lines[:3], word("none", language)]
    if len(blips) < len(radar.blips):
        lines += ["", word("shown", language, n=len(blips), total=len(radar.blips))]
    for blip in blips:
        lines += ["", *_explained(blip, language)]
    return lines


def _table(radar: Radar, blips: Sequence[Blip], language: Language) -> list[str]:
    names = (
        "rank",
        "group",
        "plants",
        "penetration",
        "score",
        "priority",
        "average",
        "potential",
        "owner",
        "follow_up",
    )
    rows = [[word(name, language) for name in names]]
    rows += [_cells(blip, radar.currency, language) for blip in blips]
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    to_the_left = {1, 8, 9}
    return [
        "  ".join(_pad(cell, widths[i], left=i in to_the_left) for i, cell in enumerate(row)).rstrip() for row in rows
    ]


def _cells(blip: Blip, currency: str, language: Language) -> list[str]:
    figures, unknown = blip.figures, word("unknown", language)
    total = unknown if figures["n_total"] is None else figures["n_total"]
    return [
        str(blip.rank),
        blip.name,
        f"{figures['n_cooperating']}/{total}",
        f"{percent(figures['penetration'], language)} {word('band.' + (figures['band'] or 'unknown'), language)}",
        number(figures["score"]),
        word(f"priority.{figures['priority']}", language),
        money(figures["average_plant_value"], currency, language),
        money(figures["potential_amount"], currency, language),
        blip.owner or unknown,
        blip.follow_up_on.isoformat() if blip.follow_up_on else unknown,
    ]


def _explained(blip: Blip, language: Language) -> list[str]:
    explanation = blip.explanation
    lines = [f"{blip.rank}. {blip.name}  {number(explanation.score)}"]
    if explanation.next_priority and explanation.points_to_next is not None:
        priority = word(f"priority.{explanation.next_priority}", language)
        lines[0] += f"  ({word('to_next', language, priority=priority, points=number(explanation.points_to_next))})"
    names = [word(f"factor.{reason.code}", language) for reason in explanation.reasons]
    width = max(map(_width, names))
    for name, reason in zip(names, explanation.reasons, strict=True):
        points = f"{number(reason.points)}/{number(reason.max_points)}"
        lines.append(f"   {_pad(name, width, left=True)}  {points:>8}  {why(reason, language)}")
    if explanation.actions:
        lines.append(f"   {word('actions', language)}:")
        lines += [f"     · {advice(action, language)}" for action in explanation.actions[:_SHOWN_ACTIONS]]
    return lines


def _width(cell: str) -> int:
    """Columns on a terminal: a Chinese character takes two."""
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in cell)


def _pad(cell: str, width: int, *, left: bool) -> str:
    space = " " * (width - _width(cell))
    return cell + space if left else space + cell
