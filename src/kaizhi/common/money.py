"""Money as a whole number of minor units with its currency. Floats never hold money."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

DEFAULT_CURRENCY = "CNY"
#: Minor units in one unit, where it is not a hundred.
_NO_MINOR_UNIT = frozenset({"JPY", "KRW", "VND"})
_WAN = Decimal(10_000)
_YI_IN_WAN = Decimal(10_000)


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """An amount. Two amounts add only in the same currency."""

    minor: int
    currency: str = DEFAULT_CURRENCY

    def __add__(self, other: "Money") -> "Money":
        if self.currency != other.currency:
            raise ValueError(f"Cannot add {other.currency} to {self.currency}.")
        return Money(self.minor + other.minor, self.currency)

    @property
    def units(self) -> Decimal:
        return Decimal(self.minor) / minor_per_unit(self.currency)


def minor_per_unit(currency: str) -> int:
    return 1 if currency in _NO_MINOR_UNIT else 100


def to_minor(units: Decimal, currency: str = DEFAULT_CURRENCY) -> int:
    """Yuan to fen, half a fen away from zero."""
    return int((units * minor_per_unit(currency)).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def format_units(minor: int, currency: str = DEFAULT_CURRENCY) -> str:
    """The document form: 1,234,567.89 (元 or the currency's own unit)."""
    places = 0 if currency in _NO_MINOR_UNIT else 2
    return f"{Decimal(minor) / minor_per_unit(currency):,.{places}f}"


def format_wan(minor: int, currency: str = DEFAULT_CURRENCY) -> tuple[str, str]:
    """The list form: the figure and its scale, 万 below 10,000万 and 亿 above.

    >>> format_wan(123_456_789_00)
    ('1.23', '亿')
    >>> format_wan(1_234_567_89)
    ('123.46', '万')
    """
    wan = Decimal(minor) / minor_per_unit(currency) / _WAN
    if abs(wan) >= _YI_IN_WAN:
        return f"{wan / _YI_IN_WAN:,.2f}", "亿"
    return f"{wan:,.2f}", "万"
