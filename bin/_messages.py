"""The catalogues of translations: what the code says, what the catalogue answers, and where they differ.

English is in the code, Chinese in `src/kaizhi/<app>/locale/zh_Hans/LC_MESSAGES/django.po`. Each app is read alone, so
two people can work on two apps at once. No position, no date and a fixed order: a diff shows changed words only.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import polib
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "kaizhi"
CATALOGUE = Path("locale", "zh_Hans", "LC_MESSAGES", "django.po")
HEADER = {
    "Project-Id-Version": "kaizhi",
    "Language": "zh_Hans",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=1; plural=0;",
}

# Position of context, msgid and plural among the arguments of each marker; `_lazy` and `_noop` forms are the same.
MARKERS: dict[str, tuple[int | None, int, int | None]] = {
    "gettext": (None, 0, None),
    "ngettext": (None, 0, 1),
    "pgettext": (0, 1, None),
    "npgettext": (0, 1, 2),
}
DJANGO_TRANSLATION = "django.utils.translation"

PERCENT_PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[-+#0]*\d*(?:\.\d+)?[sdifr]")
BRACE_PLACEHOLDER = re.compile(r"\{[^{}]*\}")
CHINESE = re.compile(r"[\u3400-\u9fff]")
# A word the Chinese page keeps in Latin letters: an acronym, a unit, or a name that has no Chinese form.
KEPT_WORD = re.compile(
    r"[A-Z][A-Z0-9]*s?|[A-Z]?\d\w*|Kaizhi|Excel|PostgreSQL|SQLite|GitHub|OpenAPI|Python|WeChat|xlsx|csv|kB|km|kg|px|e|x"
)


@dataclass(frozen=True)
class Message:
    """One thing the code asks for. Ordered by its words, so that the catalogue's order never depends on the code's."""

    msgid: str
    context: str | None = None
    plural: str | None = None

    @property
    def key(self) -> tuple[str, str]:
        return self.msgid, self.context or ""


class MarkedTextError(ValueError):
    """A marker around something that cannot be looked up in a catalogue."""


def apps() -> list[str]:
    return sorted(path.name for path in PACKAGE.iterdir() if path.is_dir() and any(_sources(path)))


def catalogue_path(app: str) -> Path:
    return PACKAGE / app / CATALOGUE


def messages_of(app: str) -> list[Message]:
    """Every message of an app's Python and templates, sorted, each once. A plural form wins over a plain one."""
    found: dict[tuple[str, str], Message] = {}
    for path in _sources(PACKAGE / app):
        read = messages_in_python if path.suffix == ".py" else messages_in_template
        for message in read(path.read_text(encoding="utf-8"), str(path.relative_to(ROOT))):
            if message.key not in found or message.plural:
                found[message.key] = message
    return [found[key] for key in sorted(found)]


def _sources(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder).parts
        is_code = path.suffix == ".py" and not {"tests", "migrations"} & set(inside)
        is_template = path.suffix in {".html", ".txt"} and "templates" in inside
        if is_code or is_template:
            yield path


def messages_in_python(source: str, origin: str) -> Iterator[Message]:
    tree = ast.parse(source, origin)
    names = _marker_names(tree)
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        marker = _marker(node.func, names)
        if marker is not None:
            message = _message_of_call(node, MARKERS[marker], origin)
            if message is not None:
                yield message


def _plain(name: str) -> str:
    return name.removesuffix("_lazy").removesuffix("_noop")


def _marker_names(tree: ast.AST) -> dict[str, str]:
    """The names by which a module knows the markers: `from django.utils.translation import gettext_lazy as _`."""
    return {
        alias.asname or alias.name: _plain(alias.name)
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == DJANGO_TRANSLATION
        for alias in node.names
        if _plain(alias.name) in MARKERS
    }


def _marker(func: ast.expr, names: dict[str, str]) -> str | None:
    if isinstance(func, ast.Name):
        return names.get(func.id)
    if isinstance(func, ast.Attribute) and isinstance(func.value, ast.Name) and func.value.id == "translation":
        return _plain(func.attr) if _plain(func.attr) in MARKERS else None
    return None


def _message_of_call(call: ast.Call, places: tuple[int | None, int, int | None], origin: str) -> Message | None:
    """The message of a call, or None where a variable is looked up (its words are marked where they are written)."""
    context_at, msgid_at, plural_at = places
    if any(isinstance(argument, ast.JoinedStr) for argument in call.args):
        raise MarkedTextError(
            f"{origin}:{call.lineno}: an f-string cannot be translated; use placeholders and .format or %."
        )
    texts = [argument.value if isinstance(argument, ast.Constant) else None for argument in call.args]
    msgid = texts[msgid_at] if len(texts) > msgid_at else None
    if not isinstance(msgid, str) or not msgid:
        return None
    context = texts[context_at] if context_at is not None else None
    plural = texts[plural_at] if plural_at is not None and len(texts) > plural_at else None
    return Message(msgid, context if isinstance(context, str) else None, plural if isinstance(plural, str) else None)


TEMPLATE_CALL = re.compile(r"(?<![A-Za-z_])(?:n?p?gettext|_)\((?=u?['\"])")


def messages_in_template(source: str, origin: str) -> Iterator[Message]:
    """What Django's own template reader marks. It writes calls between blanked-out text: each is parsed by itself."""
    marked = templatize(source, origin=origin)
    for match in TEMPLATE_CALL.finditer(marked):
        call = _call_at(marked, match.start(), origin)
        name = call.func.id if isinstance(call.func, ast.Name) else ""
        message = _message_of_call(call, MARKERS["gettext" if name == "_" else name], origin)
        if message is not None:
            yield message


def _call_at(marked: str, start: int, origin: str) -> ast.Call:
    """The shortest text from `start` that is a whole call: a bracket inside a message must not end it."""
    end = marked.find(")", start)
    while end != -1:
        try:
            parsed = ast.parse(marked[start : end + 1], mode="eval").body
        except SyntaxError:
            end = marked.find(")", end + 1)
            continue
        if isinstance(parsed, ast.Call):
            return parsed
        break
    raise MarkedTextError(f"{origin}: cannot read the translated text near {marked[start : start + 60]!r}.")


def update(app: str) -> polib.POFile | None:
    """Write the app's catalogue anew: known translations kept, new messages empty, words no longer used dropped."""
    messages = messages_of(app)
    path = catalogue_path(app)
    if not messages:
        path.unlink(missing_ok=True)
        return None
    old = {(entry.msgid, entry.msgctxt or ""): entry for entry in _read(path) if not entry.obsolete}
    catalogue = polib.POFile(wrapwidth=110)
    catalogue.metadata = dict(HEADER)
    catalogue.extend(_entry(message, old.get(message.key)) for message in messages)
    path.parent.mkdir(parents=True, exist_ok=True)
    text = str(catalogue).rstrip("\n") + "\n"
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        path.write_text(text, encoding="utf-8")
    return catalogue


def _read(path: Path) -> Iterable[polib.POEntry]:
    return polib.pofile(str(path), encoding="utf-8") if path.exists() else []


def _entry(message: Message, old: polib.POEntry | None) -> polib.POEntry:
    entry = polib.POEntry(msgid=message.msgid, msgctxt=message.context, msgid_plural=message.plural or "")
    if old is not None:
        entry.tcomment, entry.flags = old.tcomment, [flag for flag in old.flags if flag == "fuzzy"]
    known = _chinese(old) if old is not None else ""
    if message.plural:
        entry.msgstr_plural = {0: known}
    else:
        entry.msgstr = known
    return entry


def _chinese(entry: polib.POEntry) -> str:
    """Chinese has one form for every number, so a plural entry holds one text too."""
    return str(entry.msgstr_plural.get(0, "") if entry.msgid_plural else entry.msgstr)


def compile_catalogue(app: str) -> None:
    path = catalogue_path(app)
    if path.exists():
        polib.pofile(str(path), encoding="utf-8").save_as_mofile(str(path.with_suffix(".mo")))


def compile_all() -> None:
    for app in apps():
        compile_catalogue(app)


def faults(app: str) -> list[str]:
    """What is wrong with an app's catalogue, a sentence each."""
    wanted = {message.key: message for message in messages_of(app)}
    held = {(entry.msgid, entry.msgctxt or ""): entry for entry in _read(catalogue_path(app))}
    found = [f"{app}: missing: {_shown(key)}" for key in wanted if key not in held]
    for key, entry in held.items():
        if key not in wanted or entry.obsolete:
            found.append(f"{app}: no longer used: {_shown(key)}")
        else:
            reason = _entry_fault(entry, wanted[key])
            if reason:
                found.append(f"{app}: {reason}: {_shown(key)}")
    return found


def _shown(key: tuple[str, str]) -> str:
    msgid, context = key
    return f"{msgid!r} (context {context!r})" if context else repr(msgid)


def _entry_fault(entry: polib.POEntry, message: Message) -> str:
    chinese = _chinese(entry)
    if "fuzzy" in entry.flags:
        return "marked fuzzy"
    if not chinese.strip():
        return "not translated"
    if (entry.msgid_plural or None) != message.plural:
        return "plural form differs from the code"
    english = message.plural or message.msgid
    if placeholders(chinese) != placeholders(english):
        return f"placeholders differ: {sorted(placeholders(english))} became {sorted(placeholders(chinese))}"
    if looks_untranslated(english, chinese):
        return f"still English ({chinese!r})"
    return ""


def placeholders(text: str) -> set[str]:
    text = text.replace("%%", "")
    return set(PERCENT_PLACEHOLDER.findall(text)) | set(BRACE_PLACEHOLDER.findall(text))


def looks_untranslated(english: str, chinese: str) -> bool:
    if CHINESE.search(chinese):
        return False
    bare = BRACE_PLACEHOLDER.sub(" ", PERCENT_PLACEHOLDER.sub(" ", re.sub(r"<[^>]*>", " ", english)))
    return any(not KEPT_WORD.fullmatch(word) for word in re.findall(r"[A-Za-z][A-Za-z0-9]*", bare))


def contradictions(names: Iterable[str]) -> list[str]:
    """A message translated differently by two apps: Django shows one of them in both. A context tells them apart."""
    seen: dict[tuple[str, str], tuple[str, str]] = {}
    found = []
    for app in names:
        for entry in _read(catalogue_path(app)):
            key, chinese = (entry.msgid, entry.msgctxt or ""), _chinese(entry)
            first_app, first = seen.setdefault(key, (app, chinese))
            if chinese and first and chinese != first:
                found.append(
                    f"{app}: {_shown(key)} is {chinese!r} here and {first!r} in {first_app}; give one a context"
                )
    return found
