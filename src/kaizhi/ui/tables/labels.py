"""Words of stored choices, looked up once per language instead of once per row."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import get_language


def label_of(field_name: str) -> Callable[[Any], str | None]:
    """A function from a row to the words of its choice: `label_of("kind")` says what `row.get_kind_display()` says."""
    by_language: dict[str | None, dict[Any, str]] = {}

    def label(row: Any) -> str | None:
        language = get_language()
        words = by_language.get(language)
        if words is None:
            choices = row._meta.get_field(field_name).flatchoices  # noqa: SLF001  Django's documented model API
            words = by_language[language] = {value: str(said) for value, said in choices}
        value = getattr(row, field_name)
        return words.get(value) or (None if value is None else str(value))

    return label
