"""How a Chinese name is read, without tones: initials for search, the full reading for sorting.

pypinyin has the readings; its own segmenting costs about 0.1 ms a name. Here only the phrases that change a reading
are looked up (重庆 chong qing, 银行 yin hang), which keeps an import of 100,000 names to a second or two.
"""

import json
import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

_LONGEST_PHRASE = 4
_VALUE = re.compile(r"\s*:\s*")  # what stands before an entry's value
#: Readings usual in company names where the dictionary's first is another one (长盛机械 chang, not zhang).
_USUAL = {"长": "chang", "都": "du"}


@lru_cache(maxsize=65_536)
def initials(text: str) -> str:
    """First letters for the search box; Latin letters and digits stay, the rest falls away.

    >>> initials("重庆银行 A1（总部）")
    'cqyha1zb'
    """
    return "".join(part if is_text else part[0] for part, is_text in _parts(text))


@lru_cache(maxsize=65_536)
def sort_key(text: str) -> str:
    """The reading, syllables apart, so that 西安 stands before 先锋 and near nothing else.

    >>> sorted(["长沙厂", "安阳厂", "ABC厂", "重庆厂"], key=sort_key)
    ['ABC厂', '安阳厂', '长沙厂', '重庆厂']
    """
    return " ".join(part for part, _ in _parts(text))


@lru_cache(maxsize=16)  # the same name is asked for its key and its initials
def _parts(text: str) -> tuple[tuple[str, bool], ...]:
    """Syllables (False) and runs of letters and digits (True), in order."""
    return tuple(_read(text))


def _read(text: str) -> Iterator[tuple[str, bool]]:
    characters, phrases, starts = _readings()
    text = unicodedata.normalize("NFKC", text).casefold()
    position, run = 0, ""
    while position < len(text):
        character = text[position]
        syllables = _phrase_at(text, position, phrases) if character in starts else ()
        if not syllables and character in characters:
            syllables = (characters[character],)
        position += len(syllables) or 1
        if not syllables and character.isalnum():
            run += character
            continue
        if run:
            yield run, True
            run = ""
        yield from ((syllable, False) for syllable in syllables)
    if run:
        yield run, True


def _phrase_at(text: str, position: int, phrases: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    for length in range(_LONGEST_PHRASE, 1, -1):
        found = phrases.get(text[position : position + length])
        if found:
            return found
    return ()


@cache
def _readings() -> tuple[dict[str, str], dict[str, tuple[str, ...]], frozenset[str]]:
    """One reading per character, the phrases that change one, and the characters such phrases begin with."""
    points = _entries("pinyin_dict.json")
    characters = {chr(int(point)): _plain(readings.split(",")[0]) for point, readings in points} | _USUAL
    phrases: dict[str, tuple[str, ...]] = {}
    for phrase, readings in _entries("phrases_dict.json"):
        if len(phrase) > _LONGEST_PHRASE or len(readings) != len(phrase):
            continue
        syllables = tuple(_plain(reading[0]) for reading in readings)
        if any(characters.get(character) != syllable for character, syllable in zip(phrase, syllables, strict=True)):
            phrases[phrase] = syllables
    return characters, phrases, frozenset(phrase[0] for phrase in phrases)


def _entries(name: str) -> Iterator[tuple[str, Any]]:
    """A table of pypinyin's, one entry at a time: imported as it is, it would hold 60 MB in every process."""
    found = find_spec("pypinyin")
    assert found is not None
    assert found.origin is not None
    text = Path(found.origin).with_name(name).read_text(encoding="utf-8")
    decode, position = json.JSONDecoder().raw_decode, 0
    while (start := text.find('"', position)) >= 0:
        key, position = decode(text, start)
        value, position = decode(text, _VALUE.match(text, position).end())  # type: ignore[union-attr]
        yield key, value


@lru_cache(maxsize=2_048)
def _plain(syllable: str) -> str:
    """zhòng to zhong, lǜ to lv."""
    decomposed = unicodedata.normalize("NFD", syllable)
    plain = decomposed.replace("u\u0308", "v")
    return "".join(character for character in plain if not unicodedata.combining(character))
