"""Finding an account by any part of its names, its pinyin initials or its codes (docs/algorithms/name_search.md).

Chinese text is indexed as overlapping pairs of characters and asked for as a phrase, so that every substring is found
exactly and none by chance. The index has three parts (name, former names, codes); a person who may not read one of them
is not answered from it.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from kaizhi.accounts.models import Account
from kaizhi.ui.tables.columns import Policy

_HAN = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0002ffff"
_RUN = re.compile(rf"[{_HAN}]+|[^\W{_HAN}_]+")
_IS_HAN = re.compile(rf"[{_HAN}]")
#: Initials are found from any of this many first characters on (so the place in front may be left out).
_INITIAL_STARTS = 14
_MAX_QUERY = 60
_GAP = "zzgap"  # keeps a phrase from reaching over two names

#: Part of the index: PostgreSQL's weight letter, and the account field whose rule governs it.
_PARTS = {"name": ("A", "name"), "former": ("B", "former_names"), "code": ("C", "credit_code")}


def _fold(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def _pairs(run: str) -> list[str]:
    """华新机械 → 华新 新机 机械 械."""
    return [run[i : i + 2] for i in range(len(run))]


def tokens(text: str) -> list[str]:
    """What one name is indexed as, in order."""
    found: list[str] = []
    for run in _RUN.findall(_fold(text)):
        found += _pairs(run) if _IS_HAN.match(run) else [run]
    return found


def _joined(texts: Iterable[str]) -> list[str]:
    found: list[str] = []
    for text in texts:
        if text:
            found += [*tokens(text), _GAP]
    return found


def terms_of(account: Account) -> dict[str, list[str]]:
    """The tokens of each part of the index for one account."""
    suffixes = [account.initials[i:] for i in range(min(len(account.initials) - 1, _INITIAL_STARTS))]
    return {
        "name": [*_joined([account.name, account.short_name, account.name_en]), *suffixes],
        "former": _joined(account.former_names),
        "code": [word.casefold() for word in (account.code, account.credit_code) if word],
    }


def _quoted(word: str) -> str:
    return "'" + word.replace("\\", "\\\\").replace("'", "''") + "'"


def _vector(terms: dict[str, list[str]]) -> str:
    """A tsvector literal with positions and weights."""
    position, words = 0, []
    for part, (weight, _field) in _PARTS.items():
        for word in terms[part]:
            position = min(position + 1, 16_383)
            if word != _GAP:
                words.append(f"{_quoted(word)}:{position}{weight}")
    return " ".join(words)


def forget_accounts(accounts: Sequence[Account]) -> None:
    """Take accounts out of the index."""
    with connection.cursor() as cursor:
        cursor.executemany("DELETE FROM accounts_search WHERE rowid = %s", [[one.pk] for one in accounts])


def index_accounts(accounts: Sequence[Account], *, new: bool = False) -> None:
    """Write (or write again) the index rows of these accounts. `new` spares the look for old rows."""
    if not accounts:
        return
    rows = [(account.pk, terms_of(account)) for account in accounts]
    if not new:
        forget_accounts(accounts)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            statement = "COPY accounts_search (rowid, terms) FROM STDIN"
            with connection.wrap_database_errors, cursor.copy(statement) as copy:
                for pk, terms in rows:
                    copy.write_row((pk, _vector(terms)))
        else:
            cursor.executemany(
                "INSERT INTO accounts_search (rowid, name, former, code) VALUES (%s, %s, %s, %s)",
                [(pk, *(" ".join(terms[part]) for part in _PARTS)) for pk, terms in rows],
            )


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A run of the query: words that must follow each other; the last may be a beginning only."""

    words: tuple[str, ...]
    is_prefix: bool


def _wanted(query: str) -> list[_Wanted]:
    found = []
    for run in _RUN.findall(_fold(query[:_MAX_QUERY])):
        if _IS_HAN.match(run) and len(run) > 1:
            found.append(_Wanted(tuple(_pairs(run)[:-1]), is_prefix=False))
        else:
            found.append(_Wanted((run,), is_prefix=True))
    return found


def _readable_parts(policy: Policy) -> list[str]:
    return [part for part, (_weight, name) in _PARTS.items() if policy.can_read_plainly("accounts.account", name)]


def _sqlite_match(wanted: list[_Wanted], parts: list[str]) -> str:
    phrases = ['"' + " ".join(one.words).replace('"', "") + '"' + ("*" if one.is_prefix else "") for one in wanted]
    return f"{{{' '.join(parts)}}} : ({' AND '.join(phrases)})"


def _postgres_query(wanted: list[_Wanted], parts: list[str]) -> str:
    weights = "".join(_PARTS[part][0] for part in parts)
    runs = []
    for one in wanted:
        words = [f"{_quoted(word)}:{'*' if one.is_prefix else ''}{weights}" for word in one.words]
        runs.append("(" + " <-> ".join(words) + ")")
    return " & ".join(runs)


def matching(accounts: QuerySet[Account], query: str, policy: Policy) -> QuerySet[Account]:
    """Those of `accounts` that a person with this policy may find by `query`. Nothing searchable finds nothing."""
    wanted, parts = _wanted(query), _readable_parts(policy)
    if not wanted or not parts:
        return accounts.none()
    if connection.vendor == "postgresql":
        found = RawSQL("SELECT rowid FROM accounts_search WHERE terms @@ %s::tsquery", [_postgres_query(wanted, parts)])
    else:
        found = RawSQL(
            "SELECT rowid FROM accounts_search WHERE accounts_search MATCH %s", [_sqlite_match(wanted, parts)]
        )
    return accounts.filter(pk__in=found)
