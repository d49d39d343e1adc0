"""Field rules: what a person may do with one field. Pages, lists, forms, search, export and JSON all ask here."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kaizhi.access.models import FieldRule, User

Mode = FieldRule.Mode
_VISIBLE_ENDS = 7  # a mobile number shows its first three and last four digits


def mask(text: str) -> str:
    """138****1234 for long values, the first character and stars for short ones.

    >>> mask("13812341234")
    '138****1234'
    >>> mask("张三丰")
    '张**'
    """
    if len(text) > _VISIBLE_ENDS + 1:
        return f"{text[:3]}****{text[-4:]}"
    return text[:1] + "*" * max(len(text) - 1, 0)


@dataclass(frozen=True, slots=True)
class FieldPolicy:
    """All the rules that bind one person, read once."""

    rules: Mapping[tuple[str, str], str] = field(default_factory=dict)

    def mode(self, object_name: str, field_name: str) -> FieldRule.Mode:
        return Mode(self.rules.get((object_name, field_name), Mode.EDIT))

    def can_see(self, object_name: str, field_name: str) -> bool:
        return self.mode(object_name, field_name) != Mode.HIDDEN

    def can_read_plainly(self, object_name: str, field_name: str) -> bool:
        """Not hidden and not masked: may be filtered, sorted and searched by."""
        return self.mode(object_name, field_name) in {Mode.READ, Mode.EDIT}

    def can_edit(self, object_name: str, field_name: str) -> bool:
        return self.mode(object_name, field_name) == Mode.EDIT

    def visible(self, object_name: str, field_names: Iterable[str]) -> list[str]:
        return [name for name in field_names if self.can_see(object_name, name)]

    def shown(self, object_name: str, field_name: str, value: object) -> object:
        """The value as this person may see it: itself, masked text, or None where hidden."""
        match self.mode(object_name, field_name):
            case Mode.HIDDEN:
                return None
            case Mode.MASKED:
                return mask(str(value)) if value not in (None, "") else value
            case _:
                return value


def policy_for(user: User) -> FieldPolicy:
    """The person's field rules, read once for the life of this user object. A superuser has none."""
    cached: FieldPolicy | None = getattr(user, "_field_policy", None)
    if cached is None:
        rows = (
            FieldRule.objects.filter(role=user.role_id).values_list("object_name", "field_name", "mode")
            if user.role_id and not user.is_superuser
            else ()
        )
        cached = FieldPolicy({(name, column): mode for name, column, mode in rows})
        user._field_policy = cached  # type: ignore[attr-defined]  # noqa: SLF001
    return cached
