"""Money as people write it: 305843.0395万元人民币, ¥1,200.50, 1.2亿, USD 3000, (1,200.00)."""

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from unicodedata import normalize

from kaizhi.common.money import to_minor
from kaizhi.interchange.cells.base import Cell, Column, Parser, is_blank, to_text
from kaizhi.interchange.issues import Code, Doubtful, Issue, issue, quote

_CURRENCY_WORDS = {
    "CNY": "人民币 rmb cny cn¥ ¥ 元 圆 块 yuan",
    "USD": "美元 美金 usd us$ $",
    "EUR": "欧元 eur €",
    "JPY": "日元 日圆 jpy jp¥",
    "HKD": "港元 港币 港幣 hkd hk$",
    "GBP": "英镑 gbp £",
    "TWD": "新台币 台币 twd nt$",
    "KRW": "韩元 韩币 krw ₩",
    "MOP": "澳门元 澳门币 mop",
    "SGD": "新加坡元 新加坡币 sgd",
    "AUD": "澳元 澳大利亚元 aud",
    "CAD": "加元 加拿大元 cad",
    "CHF": "瑞士法郎 chf",
    "RUB": "卢布 rub",
    "INR": "印度卢比 inr",
    "VND": "越南盾 vnd",
    "THB": "泰铢 thb",
    "MYR": "马来西亚林吉特 myr",
    "IDR": "印尼盾 idr",
}
#: Words and signs of currencies; the longest wins, so 美元 is not read as 元.
CURRENCIES = {word: code for code, words in _CURRENCY_WORDS.items() for word in words.split()}
_UNIT_WORDS = {
    10**12: "万亿",
    10**11: "千亿",
    10**10: "百亿",
    10**9: "十亿 b bn billion",
    10**8: "亿 億",
    10**7: "千万",
    10**6: "百万 m mn million",
    10**5: "十万",
    10**4: "万 萬 w wan",
    10**3: "千 仟 k thousand",
}
UNITS = {word: scale for scale, words in _UNIT_WORDS.items() for word in words.split()}
#: 10**15 yuan: far above any price, far below what the database's whole number holds.
_LARGEST = Decimal(10) ** 15

_CURRENCY = "|".join(re.escape(word) for word in sorted(CURRENCIES, key=len, reverse=True))
_UNIT = "|".join(re.escape(word) for word in sorted(UNITS, key=len, reverse=True))
_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d*)?|\d+(?:\.\d*)?|\.\d+"
_MONEY_RE = re.compile(
    rf"(?P<about>约|大约|近|左右|预计|~|≈)?(?P<open>\()?(?P<sign>[+-])?(?P<before>(?:{_CURRENCY})*)(?P<sign2>[+-])?"
    rf"(?P<number>{_NUMBER})(?:e(?P<exponent>[+-]?\d{{1,2}}))?(?P<unit>{_UNIT})?(?P<after>(?:{_CURRENCY})*)(?P<close>\))?整?"
    r"(?P<more>左右|以上|上下|\+)?(?:\(含税\)|含税)?"
)
_CURRENCY_RE = re.compile(_CURRENCY)
_OTHER_WORD_RE = re.compile(rf"(?:{_NUMBER})(?:{_UNIT})?(?P<word>[a-z]{{3}}|[一-鿿]{{1,6}}元)")
_UNIT_HEADING_RE = re.compile(rf"(?:单位[:：]?)?(?P<unit>{_UNIT})?(?P<currency>{_CURRENCY})*")


@dataclass(frozen=True, slots=True)
class Amount:
    """Minor units and currency, with what the cell said."""

    minor: int
    currency: str
    raw: str


def amount() -> Parser:
    """Not negative. A unit in the cell goes before the heading's; a currency in the cell before the row's."""

    def parse(cell: Cell, column: Column) -> Amount | Issue | Doubtful | None:
        if type(cell) is float or type(cell) is int:
            return _finish(_decimal(cell), column.currency, str(cell), column)
        if isinstance(cell, bool):
            return issue(Code.MONEY_UNREADABLE, value=str(cell))
        line = to_text(cell)
        if is_blank(line):
            return None
        read = _read(line)
        if isinstance(read, Issue):
            return read
        units, unit_given, currency, is_about = read
        if unit_given:
            column = Column(column.today, column.currency)
        made = _finish(units, currency or column.currency, line, column)
        if is_about and isinstance(made, Amount):
            return Doubtful(made, issue(Code.MONEY_APPROXIMATE, value=quote(line)))
        return made

    return parse


def _decimal(number: float) -> Decimal:
    """The shortest decimal that is this float: 0.1 and not 0.1000000000000000055."""
    return Decimal(repr(number))


def _finish(units: Decimal, currency: str, raw: str, column: Column) -> Amount | Issue:
    if not units.is_finite():
        return issue(Code.MONEY_UNREADABLE, value=quote(raw))
    if column.factor is not None:
        units *= column.factor
    if units < 0:
        return issue(Code.MONEY_NEGATIVE, value=quote(raw))
    if units > _LARGEST:
        return issue(Code.MONEY_TOO_LARGE, value=quote(raw))
    return Amount(to_minor(units, currency), currency, raw)


def _read(line: str) -> tuple[Decimal, bool, str | None, bool] | Issue:
    """Units, whether the cell named a scale or a currency of its own, the currency, whether it is only about."""
    folded = normalize("NFKC", line).casefold().replace(" ", "").replace("'", "").replace("￥", "¥").replace("−", "-")
    match = _MONEY_RE.fullmatch(folded)
    if match is None:
        return _refuse(line, folded)
    words = f"{match['before']} {match['after']}"
    currencies = {CURRENCIES[word] for word in _CURRENCY_RE.findall(words)} if words != " " else set()
    currency = _single(currencies) if currencies else None
    if currencies and currency is None:
        return issue(Code.MONEY_CURRENCY, value=quote(line))
    try:
        units = Decimal(match["number"].replace(",", "")).scaleb(int(match["exponent"] or 0))
    except (InvalidOperation, ValueError):
        return issue(Code.MONEY_UNREADABLE, value=quote(line))
    units *= UNITS.get(match["unit"] or "", 1)
    if (match["sign"] == "-") != (match["sign2"] == "-") or (match["open"] and match["close"]):
        units = -units
    has_unit = bool(match["unit"]) or bool(re.search("元|圆|yuan", match["after"]))
    return units, has_unit, currency, bool(match["about"] or match["more"])


def _single(currencies: set[str]) -> str | None:
    """万元美元 and ¥ USD: 元 beside another currency's word says nothing of its own."""
    if len(currencies) > 1:
        currencies = currencies - {"CNY"}
    return next(iter(currencies)) if len(currencies) == 1 else None


def _refuse(line: str, folded: str) -> Issue:
    if _OTHER_WORD_RE.fullmatch(folded):
        return issue(Code.MONEY_CURRENCY, value=quote(line))
    return issue(Code.MONEY_UNREADABLE, value=quote(line))


def currency_code(cell: Cell, _column: Column) -> str | Issue | None:
    """CNY, 人民币, 美元, $ … as the three letters."""
    line = to_text(cell)
    if is_blank(line):
        return None
    folded = normalize("NFKC", line).casefold().replace(" ", "").replace("￥", "¥")
    known = CURRENCIES.get(folded)
    return known or issue(Code.CURRENCY_UNKNOWN, value=quote(line))


@lru_cache(maxsize=1_024)
def heading_unit(words: str) -> tuple[Decimal | None, str | None]:
    """The scale and the currency a heading's brackets name: 万美元 is (10000, USD); nothing known is (None, None)."""
    folded = normalize("NFKC", words).casefold().replace(" ", "")
    match = _UNIT_HEADING_RE.fullmatch(folded) if folded else None
    if match is None:
        return None, None
    currency = _single({CURRENCIES[word] for word in _CURRENCY_RE.findall(folded)})
    return (Decimal(UNITS[match["unit"]]) if match["unit"] else None), currency
