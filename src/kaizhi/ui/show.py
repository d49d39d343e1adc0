"""How values look: pure functions from a value to escaped HTML. Tags and the column table share them."""

from datetime import date, datetime
from html import escape
from zlib import crc32

from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from kaizhi.common.money import DEFAULT_CURRENCY, format_units, minor_per_unit

DASH = "—"
N_HUES = 8
_WEEK_DAYS = 7
_HAN = ("\u4e00", "\u9fff")
_HAN_NAME_LONGEST = 4
_WAN = 10_000


def wan(minor: int, currency: str = DEFAULT_CURRENCY) -> str:
    """Ten-thousands with two decimals, half away from zero, in whole numbers.

    >>> wan(1_234_567_89), wan(-50_00), wan(123_456_789_00)
    ('123.46', '-0.01', '12,345.68')
    """
    step = minor_per_unit(currency) * _WAN // 100  # minor units in 0.01 ten-thousands
    hundredths = (abs(minor) + step // 2) // step
    sign = "-" if minor < 0 and hundredths else ""
    return f"{sign}{hundredths // 100:,}.{hundredths % 100:02}"


def unknown(reason: str = "") -> SafeString:
    """The dash for what we do not know, with the reason on hover and for the screen reader."""
    said = escape(str(reason) or _("Not known"))
    return mark_safe(f'<span class="unknown" title="{said}">{DASH}</span>')  # noqa: S308  escaped above


def money(minor: int | None, currency: str = DEFAULT_CURRENCY, reason: str = "") -> SafeString:
    """万元 with two decimals; the full amount on hover."""
    if minor is None:
        return unknown(reason)
    scale = pgettext("ten thousand, after an amount", "×10k")
    unit = "" if currency == DEFAULT_CURRENCY else f"{escape(currency)} "
    full = f"{format_units(minor, currency)} {escape(currency_name(currency))}"
    return mark_safe(f'<span class="num" title="{full}">{unit}{wan(minor, currency)}<small>{scale}</small></span>')  # noqa: S308


def currency_name(currency: str) -> str:
    return pgettext("currency", "yuan") if currency == DEFAULT_CURRENCY else currency


def yuan(minor: int | None, currency: str = DEFAULT_CURRENCY, reason: str = "") -> SafeString:
    """The document form: 1,234,567.89 元."""
    if minor is None:
        return unknown(reason)
    unit = escape(currency_name(currency))
    return mark_safe(f'<span class="num">{format_units(minor, currency)} <small>{unit}</small></span>')  # noqa: S308


def percent(share: float) -> str:
    return f"{share * 100:.1f}%"


def share(value: float | None, reason: str = "") -> SafeString:
    if value is None:
        return unknown(reason)
    return mark_safe(f'<span class="num">{percent(value)}</span>')  # noqa: S308


def day(value: date | None, reason: str = "", today: date | None = None) -> SafeString:
    """2026-11-22; within a week of today also how far away it is, with the date on hover."""
    if value is None:
        return unknown(reason)
    local = _local_date(value)
    iso = local.isoformat()
    words = _near((local - (today or timezone.localdate())).days)
    if not words:
        return mark_safe(f"<time>{iso}</time>")  # noqa: S308
    return mark_safe(f'<time datetime="{iso}" title="{iso}">{escape(words)}</time>')  # noqa: S308


def moment(value: datetime | None, reason: str = "") -> SafeString:
    """2026-11-22 09:30 on the company's clock."""
    if value is None:
        return unknown(reason)
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    return mark_safe(f'<time datetime="{local.isoformat(timespec="minutes")}">{local:%Y-%m-%d %H:%M}</time>')  # noqa: S308


def _local_date(value: date) -> date:
    if isinstance(value, datetime):
        return (timezone.localtime(value) if timezone.is_aware(value) else value).date()
    return value


def _near(days: int) -> str:
    if abs(days) > _WEEK_DAYS:
        return ""
    if days == 0:
        return _("today")
    if days == 1:
        return _("tomorrow")
    if days == -1:
        return _("yesterday")
    if days > 0:
        return ngettext("in %(n)s day", "in %(n)s days", days) % {"n": days}
    return ngettext("%(n)s day ago", "%(n)s days ago", -days) % {"n": -days}


def badge(label: str, tone: str = "neutral") -> SafeString:
    """A small word with the colour of its meaning: neutral, accent, good, warn, bad, info."""
    extra = "" if tone == "neutral" else f" {escape(tone)}"
    return mark_safe(f'<span class="badge{extra}">{escape(str(label))}</span>')  # noqa: S308


def band_words() -> dict[str, str]:
    """The four coverage bands and the unknown one, worded."""
    return {
        "red": pgettext("coverage band", "High potential"),
        "yellow": pgettext("coverage band", "Medium potential"),
        "green": pgettext("coverage band", "Deepen"),
        "blue": pgettext("coverage band", "Fully covered"),
        "unknown": pgettext("coverage band", "Not known"),
    }


def band(code: str | None) -> SafeString:
    """A coverage band as pattern and word, so that colour is never the only sign."""
    words = band_words()
    known = code if code in words else "unknown"
    return mark_safe(f'<span class="band {known}">{escape(words[known])}</span>')  # noqa: S308


def initials(name: str) -> str:
    """Two letters that stand for a person.

    >>> initials("张三丰"), initials("李雷"), initials("Anna Meier"), initials("ben"), initials("")
    ('三丰', '李雷', 'AM', 'BE', '?')
    """
    name = name.strip()
    if not name:
        return "?"
    if _HAN[0] <= name[0] <= _HAN[1]:
        return name[-2:] if len(name) <= _HAN_NAME_LONGEST else name[:2]
    words = name.split()
    return (words[0][0] + words[-1][0] if len(words) > 1 else name[:2]).upper()


def person(name: str | None, *, with_name: bool = True) -> SafeString:
    """Initials on a quiet colour of the person's own, and the name."""
    if not name:
        return unknown(_("Nobody yet"))
    said = escape(str(name))
    hue = crc32(str(name).encode()) % N_HUES
    letters = escape(initials(str(name)))
    if with_name:
        return mark_safe(f'<span class="person"><i class="face h{hue}">{letters}</i>{said}</span>')  # noqa: S308
    return mark_safe(f'<i class="face h{hue}" title="{said}">{letters}</i>')  # noqa: S308
