"""The command line's own words, Chinese and English. The site has its catalogues; the core carries only codes."""

from datetime import date
from typing import Any, Literal

from kaizhi.scoring.explain import Action, Reason
from kaizhi.scoring.workbook import Problem

Language = Literal["zh", "en"]

_WAN, _YI = 10_000_00, 100_000_000_00  # fen in ten thousand and in a hundred million yuan
_WORDS: dict[str, tuple[str, str]] = {
    "title": ("开枝 · 复制雷达", "Kaizhi · replication radar"),
    "as_of": ("截至 {as_of} · 评分模型 {version}", "As of {as_of} · scoring model {version}"),
    "none": ("工作簿里没有集团。", "The workbook holds no group."),
    "unknown": ("—", "—"),
    "rank": ("排名", "Rank"),
    "group": ("集团", "Group"),
    "plants": ("合作/总数", "Ours/all"),
    "penetration": ("渗透率", "Penetration"),
    "score": ("得分", "Score"),
    "priority": ("优先级", "Priority"),
    "average": ("平均工厂价值", "Average plant"),
    "potential": ("潜力金额", "Potential"),
    "weighted": ("加权潜力", "Weighted"),
    "owner": ("负责人", "Owner"),
    "follow_up": ("下次跟进", "Next follow-up"),
    "cycle": ("复制周期", "Cycle"),
    "days": ("{days} 天", "{days} days"),
    "factor": ("因素", "Factor"),
    "points": ("得分", "Points"),
    "why": ("依据", "Why"),
    "actions": ("怎样提高", "What would raise it"),
    "to_next": ("距“{priority}”还差 {points} 分", "{points} points below {priority}"),
    "uncovered": ("未覆盖工厂", "Uncovered plants"),
    "unidentified": ("另有 {n} 家未识别", "and {n} not yet identified"),
    "declared_below_known": (
        "申报工厂数 {declared} 少于已知 {known} 家，请核对。",
        "{declared} plants declared, but {known} known: please check.",
    ),
    "heat": ("渗透率热力图", "Penetration heat map"),
    "groups": ("集团", "Groups"),
    "all_plants": ("工厂", "Plants"),
    "cooperating": ("已合作", "Cooperating"),
    "mean_cycle": ("平均复制周期", "Mean cycle"),
    "ranking": ("复制机会排名", "Ranking"),
    "problems": ("未能采用的内容", "What could not be taken"),
    "n_problems": ("工作簿有 {n} 处未能采用：", "Cells or rows of the workbook that could not be taken: {n}"),
    "shown": ("前 {n} 个，共 {total} 个集团", "{n} of {total} groups"),
    "band.red": ("高潜力", "high potential"),
    "band.yellow": ("中潜力", "medium potential"),
    "band.green": ("深耕", "deepen"),
    "band.blue": ("全面覆盖", "fully covered"),
    "band.unknown": ("未知", "unknown"),
    "priority.high": ("高", "high"),
    "priority.medium": ("中", "medium"),
    "priority.low": ("低", "low"),
    "factor.satisfaction": ("满意度", "Satisfaction"),
    "factor.payment": ("回款及时性", "Payment on time"),
    "factor.cooperation": ("合作年限", "Length of cooperation"),
    "factor.case": ("成功案例/ROI", "Success case or ROI"),
    "factor.plants": ("工厂总数", "Total plants"),
    "factor.uncovered": ("未覆盖工厂", "Uncovered plants"),
    "factor.standing": ("行业地位", "Standing in its industry"),
    "factor.hq_contact": ("总部联系人", "Headquarters contact"),
    "factor.procurement": ("采购流程", "Procurement process"),
    "factor.competitor": ("其他工厂有竞品", "Competitor elsewhere"),
    "factor.exclusive": ("独家意向", "Exclusive intent"),
    "why.satisfaction": (
        "{n_surveyed} 家合作工厂平均 {csat:.2f} 分",
        "{csat:.2f} on average, plants asked: {n_surveyed}",
    ),
    "why.payment": (
        "近两年到期款 {payment_share:.1%} 按期收到",
        "{payment_share:.1%} of what fell due was paid in time",
    ),
    "why.cooperation": (
        "{first_signed_on} 首签，满 {n_full_years} 年",
        "first signed {first_signed_on}, full years: {n_full_years}",
    ),
    "why.case": ("{n_cases} 个已发布或有 ROI 的案例", "published or with measured ROI: {n_cases}"),
    "why.plants": ("{n_total} 家", "plants: {n_total}"),
    "why.uncovered": (
        "{n_uncovered} 家，其中 {n_unidentified} 家未识别",
        "{n_uncovered}, of them not yet identified: {n_unidentified}",
    ),
    "why.standing": ("行业第 {industry_rank} 名", "number {industry_rank}"),
    "why.hq_contact.1": ("已有在职联系人", "an active contact"),
    "why.hq_contact.0": ("没有联系人", "no contact"),
    "why.procurement.2": ("已知并有说明", "known and described"),
    "why.procurement.1": ("已知，缺说明", "known, not described"),
    "why.procurement.0": ("尚不清楚", "not known"),
    "why.competitor": (
        "{n_competitor_plants} 家未覆盖工厂在用竞品",
        "uncovered plants with a competitor: {n_competitor_plants}",
    ),
    "why.exclusive.1": ("有效", "in force"),
    "why.exclusive.0": ("没有或已过期", "none, or expired"),
    "missing": ("缺数据", "not recorded"),
    "never": ("尚未签约", "nothing signed yet"),
    "action.win_first_plant": ("签下第一家工厂，再做满意度评价", "win a first plant, then survey its satisfaction"),
    "action.survey_satisfaction": ("做一次满意度评价", "survey satisfaction"),
    "action.raise_satisfaction": ("把满意度提高到 {target} 分", "raise satisfaction to {target}"),
    "action.record_instalments": ("登记应收与实收", "record what is due and what was paid"),
    "action.collect_on_time": ("今后款项全部按期收回", "collect everything in time from now on"),
    "action.await_anniversary": ("{target} 合作又满一年", "another full year on {target}"),
    "action.publish_case": ("发布成功案例或测算 ROI", "publish a case or measure the ROI"),
    "action.declare_plants": ("核实集团工厂总数", "find out the group's total plants"),
    "action.find_industry_rank": ("查明行业排名", "find out its rank in the industry"),
    "action.win_hq_contact": ("建立总部联系人", "win a contact at headquarters"),
    "action.learn_procurement": ("摸清集团采购流程并写明", "learn and describe how the group buys"),
    "action.describe_procurement": ("写明采购流程", "describe how the group buys"),
    "action.displace_competitor": (
        "替换 {target} 家未覆盖工厂的竞品",
        "displace the competitor (uncovered plants with one: {target})",
    ),
    "action.agree_exclusivity": ("争取独家合作意向", "agree on exclusivity"),
    "action.renew_exclusivity": ("续签已过期的独家意向", "renew the expired exclusive intent"),
    "adds": ("+{points} 分", "+{points}"),
    "adds_at_most": ("最多 +{points} 分", "up to +{points}"),
    "problem.date": ("日期应如 2026-11-22", "a date is written like 2026-11-22"),
    "problem.money": ("金额应是不为负的数，如 1200.50 或 12万", "an amount is a number not below zero, like 1200.50"),
    "problem.count": ("应是不为负的整数", "a whole number, not negative"),
    "problem.rank": ("排名应是从 1 起的整数", "a rank is a whole number from 1"),
    "problem.flag": ("应填 是 或 否", "write yes or no"),
    "problem.score": ("评分应在 1 到 5 之间", "a score lies between 1 and 5"),
    "problem.kind": (
        "类型应为 集团总部、公司、分公司、工厂、车间 之一",
        "a kind is one of head office, company, branch, plant, workshop",
    ),
    "problem.needed": ("必填，此行未采用", "needed; the row was left out"),
    "problem.no_such_account": (
        "客户表里没有这个客户，此行未采用",
        "no such customer among the accounts; the row was left out",
    ),
    "problem.no_such_document": ("没有这个合同或订单，此行未采用", "no such contract or order; the row was left out"),
    "problem.repeated": ("重复，此行未采用", "occurs twice; this row was left out"),
    "problem.loop": ("上级关系成环，未采用", "its parent stands below it; left out"),
    "problem.other_currency": (
        "与其他金额币种不同，此行未采用",
        "another currency than the rest; the row was left out",
    ),
    "problem_line": (
        "{sheet} 第 {row} 行 {column}：{sentence}{value}",
        "{sheet}, row {row}, {column}: {sentence}{value}",
    ),
    "problem_value": ("（填的是“{value}”）", ' (found "{value}")'),
    "error.workbook_unreadable": ("打不开这个工作簿：{path}", "This workbook cannot be opened: {path}"),
    "error.not_written": ("写不了这个文件：{path}", "This file cannot be written: {path}"),
    "error.sheet_missing": (
        "工作簿里没有“客户”表。现有的表：{found}。",
        "The workbook has no sheet called Accounts. It has: {found}.",
    ),
    "error.header_missing": ("“{sheet}”表缺少列：{headings}。", "Sheet {sheet} lacks the column: {headings}."),
}


def word(code: str, language: Language, **facts: Any) -> str:
    """The sentence of a code, with its facts filled in."""
    return _WORDS[code][0 if language == "zh" else 1].format(**facts)


def money(minor: float | None, currency: str, language: Language) -> str:
    """Chinese lists show 万 with two decimals, 亿 from 10,000 万 on; English ones whole units of the currency."""
    if minor is None:
        return word("unknown", language)
    if language == "zh":
        scale, unit = (_YI, "亿") if minor >= _YI else (_WAN, "万")
        return f"{minor / scale:,.2f} {unit}{'元' if currency == 'CNY' else f' {currency}'}"
    return f"{currency} {minor / 100:,.0f}"


def percent(share: float | None, language: Language) -> str:
    return word("unknown", language) if share is None else f"{share:.1%}"


def number(value: float) -> str:
    """Points with at most two decimals, none where they are zero: 7.5, 10, 11.25."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def why(reason: Reason, language: Language) -> str:
    """What the points of one factor rest on."""
    inputs = reason.inputs
    if reason.is_missing:
        return word("missing", language)
    if reason.code == "cooperation" and inputs["first_signed_on"] is None:
        return word("never", language)
    if reason.code in {"hq_contact", "exclusive"}:
        return word(f"why.{reason.code}.{int(reason.points > 0)}", language)
    if reason.code == "procurement":
        known = inputs["is_procurement_known"] or 0
        return word(f"why.procurement.{known + known * (inputs['is_procurement_described'] or 0)}", language)
    return word(f"why.{reason.code}", language, **inputs)


def advice(action: Action, language: Language) -> str:
    """What to do, and what it adds."""
    target = action.target
    shown = target.isoformat() if isinstance(target, date) else number(target or 0)
    gain = word("adds_at_most" if action.is_at_most else "adds", language, points=number(action.adds))
    return f"{word(f'action.{action.code}', language, target=shown)}  {gain}"


def problem_line(problem: Problem, language: Language) -> str:
    """Where it is, what is wrong, and what would be right."""
    value = word("problem_value", language, value=problem.value) if problem.value else ""
    return word(
        "problem_line",
        language,
        sheet=problem.sheet,
        row=problem.row,
        column=problem.column,
        sentence=word(f"problem.{problem.code}", language),
        value=value,
    )
