"""The radar as one page to print or to send: no script, no picture, nothing loaded from anywhere."""

from collections import Counter
from collections.abc import Iterable, Sequence
from html import escape
from importlib.resources import files

from kaizhi.scoring.radar import Blip, Radar
from kaizhi.scoring.words import Language, advice, money, number, percent, problem_line, why, word

_BANDS = ("red", "yellow", "green", "blue", "unknown")
_PRIORITIES = ("high", "medium", "low")


def render(radar: Radar, n: int | None, language: Language) -> str:
    """The whole page. The heat map shows every group; the ranking and the reasons the first `n`."""
    blips = radar.blips[:n]
    title = word("title", language)
    as_of = word("as_of", language, as_of=radar.as_of, version=radar.model_version)
    body = [f"<h1>{title}</h1>", f'<p class="soft">{escape(as_of)}</p>']
    if blips:
        body += [_cards(radar, language), _heat(radar.blips, language), _ranking(radar, blips, language)]
        body += [_blip(blip, language) for blip in blips]
    else:
        body.append(f"<p>{word('none', language)}</p>")
    if radar.problems:
        lines = _items(problem_line(problem, language) for problem in radar.problems)
        body.append(f'<h2>{word("problems", language)}</h2><ul class="plain">{lines}</ul>')
    tag = "zh-Hans" if language == "zh" else "en"
    head = '<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
    style = files("kaizhi.scoring").joinpath("report.css").read_text(encoding="utf-8")
    page = f'<!doctype html>\n<html lang="{tag}"><head>{head}<title>{title} {radar.as_of}</title>'
    return f"{page}<style>{style}</style></head>\n<body>\n{chr(10).join(body)}\n</body></html>\n"


def _cards(radar: Radar, language: Language) -> str:
    summary = radar.summary
    cycle = summary["mean_cycle_days"]
    cards = [
        ("groups", str(summary["n_groups"])),
        ("all_plants", str(summary["n_total"])),
        ("cooperating", str(summary["n_cooperating"])),
        ("penetration", percent(summary["penetration"], language)),
        ("potential", money(summary["potential_amount"], radar.currency, language)),
        ("mean_cycle", word("unknown", language) if cycle is None else word("days", language, days=f"{cycle:.0f}")),
    ]
    counts = Counter(blip.figures["priority"] for blip in radar.blips)
    spread = " · ".join(f"{word(f'priority.{name}', language)} {counts[name]}" for name in _PRIORITIES)
    named = [(word(code, language), value) for code, value in cards] + [(word("priority", language), spread)]
    return '<dl class="cards">' + "".join(f"<div><dt>{k}</dt><dd>{escape(v)}</dd></div>" for k, v in named) + "</dl>"


def _heat(blips: Sequence[Blip], language: Language) -> str:
    lowest_first = sorted(
        blips, key=lambda blip: (blip.figures["penetration"] is None, blip.figures["penetration"] or 0)
    )
    tiles = "".join(
        f'<li class="{_band(blip)}"><b title="{escape(blip.name)}">{escape(blip.name)}</b>{_share(blip, language)}</li>'
        for blip in lowest_first
    )
    counts = Counter(_band(blip) for blip in blips)
    key = "".join(
        f'<li><i class="{band}"></i>{word(f"band.{band}", language)} {counts[band]}</li>'
        for band in _BANDS
        if counts[band]
    )
    return f'<h2>{word("heat", language)}</h2><ul class="heat">{tiles}</ul><ul class="key">{key}</ul>'


def _ranking(radar: Radar, blips: Sequence[Blip], language: Language) -> str:
    columns = (
        "rank",
        "group",
        "penetration",
        "score",
        "priority",
        "average",
        "potential",
        "weighted",
        "owner",
        "follow_up",
    )
    to_the_right = {"rank", "score", "average", "potential", "weighted"}
    head = "".join(f"<th{_num(name in to_the_right)}>{word(name, language)}</th>" for name in columns)
    rows = "".join(_ranked(blip, radar.currency, language) for blip in blips)
    shown = word("shown", language, n=len(blips), total=len(radar.blips))
    title = f'<h2>{word("ranking", language)} <span class="soft">{shown}</span></h2>'
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    return f'{title}<div class="wide">{table}</div>'


def _ranked(blip: Blip, currency: str, language: Language) -> str:
    figures, unknown = blip.figures, word("unknown", language)
    follow_up = blip.follow_up_on.isoformat() if blip.follow_up_on else unknown
    amounts = (figures["average_plant_value"], figures["potential_amount"], figures["weighted_potential_amount"])
    cells = [
        f'<td class="num">{blip.rank}</td><td>{escape(blip.name)}</td>',
        f'<td><span class="tag {_band(blip)}">{_share(blip, language)}</span></td>',
        f'<td class="num"><b>{number(figures["score"])}</b></td>',
        f"<td>{word('priority.' + figures['priority'], language)}</td>",
        *(f'<td class="num">{money(amount, currency, language)}</td>' for amount in amounts),
        f"<td>{escape(blip.owner or unknown)}</td><td>{follow_up}</td>",
    ]
    return f"<tr>{''.join(cells)}</tr>"


def _blip(blip: Blip, language: Language) -> str:
    explanation, figures = blip.explanation, blip.figures
    name = f"{blip.rank}. {escape(blip.name)}"
    to_next = ""
    if explanation.next_priority and explanation.points_to_next is not None:
        priority = word(f"priority.{explanation.next_priority}", language)
        to_next = word("to_next", language, priority=priority, points=number(explanation.points_to_next))
    title = f'<h3>{name}<span class="soft">{to_next}</span><span class="num">{number(explanation.score)}</span></h3>'
    actions = _items(advice(action, language) for action in explanation.actions)
    raise_it = f'<h4>{word("actions", language)}</h4><ul class="plain">{actions}</ul>' if actions else ""
    parts = (title, _warning(figures, language), _factors(blip, language), raise_it, _blind(blip, language))
    return f'<section class="blip">{"".join(parts)}</section>'


def _warning(figures: dict[str, object], language: Language) -> str:
    if not figures["is_declared_below_known"]:
        return ""
    declared, known = figures["declared_plants"], figures["n_known"]
    return f"<p>⚠ {word('declared_below_known', language, declared=declared, known=known)}</p>"


def _factors(blip: Blip, language: Language) -> str:
    rows = []
    for reason in blip.explanation.reasons:
        share = abs(reason.points) / (reason.max_points or abs(reason.points) or 1)
        sign = " minus" if reason.points < 0 else ""
        bar = f'<div class="bar{sign}"><i style="width:{share:.0%}"></i></div>'
        points = f"{number(reason.points)} / {number(reason.max_points)}"
        missing = ' class="missing"' if reason.is_missing else ""
        cells = f'<td>{word(f"factor.{reason.code}", language)}</td><td>{bar}</td><td class="num">{points}</td>'
        rows.append(f"<tr{missing}>{cells}<td>{escape(why(reason, language))}</td></tr>")
    heads = f'<th>{word("factor", language)}</th><th></th><th class="num">{word("points", language)}</th>'
    return (
        f"<table><thead><tr>{heads}<th>{word('why', language)}</th></tr></thead><tbody>{''.join(rows)}</tbody></table>"
    )


def _blind(blip: Blip, language: Language) -> str:
    """The plants still to win: those we know by name, and how many we do not."""
    n_unidentified = blip.figures["n_unidentified"]
    named = [escape(name) for name in blip.uncovered]
    if n_unidentified:
        named.append(word("unidentified", language, n=n_unidentified))
    joined = ("、" if language == "zh" else ", ").join(named)
    return f'<p><b>{word("uncovered", language)}</b> <span class="soft">{joined}</span></p>' if named else ""


def _share(blip: Blip, language: Language) -> str:
    figures = blip.figures
    total = word("unknown", language) if figures["n_total"] is None else figures["n_total"]
    return f"{percent(figures['penetration'], language)} · {figures['n_cooperating']}/{total}"


def _band(blip: Blip) -> str:
    return blip.figures["band"] or "unknown"


def _num(is_number: bool) -> str:
    return ' class="num"' if is_number else ""


def _items(lines: Iterable[str]) -> str:
    return "".join(f"<li>{escape(line)}</li>" for line in lines)
