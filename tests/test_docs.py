"""The papers say what is there: numbers without gaps, links that lead somewhere, commands and settings that exist."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import get_commands
from django.urls import get_resolver

from kaizhi.__main__ import COMMANDS
from kaizhi.accounts.models import Account, Group
from kaizhi.insight.models import AccountClass, GroupScore
from kaizhi.insight.wording import FACTORS

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "kaizhi"
DOCS = ROOT / "docs"
#: Apps whose rows no colleague speaks of.
INNER = {"common", "jobs", "ui"}
#: Rows that serve another word of the glossary.
WITHOUT_A_WORD = {
    "user",  # a colleague who signs in; the pages say person
    *(
        "account class",
        "group score",
        "scoring model",
        "stale mark",
    ),  # customer class, replication score, model version
    *("import row", "import trace"),  # a verdict's row, and what an undo goes by
    "name index",  # of the search
}
READMES = ("README.md", "README.zh-CN.md")


def text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def papers() -> list[Path]:
    own = [*ROOT.glob("*.md"), *DOCS.rglob("*.md"), *PACKAGE.rglob("*.md"), *(ROOT / "benchmarks").glob("*.md")]
    return sorted(own)


def links(path: Path) -> Iterator[str]:
    """What a paper links to, outside of its code."""
    prose = re.sub(r"```.*?```|`[^`]*`", "", text(path), flags=re.DOTALL)
    yield from re.findall(r"\]\(([^)\s]+)\)", prose)


def anchors(path: Path) -> set[str]:
    """Headings as the usual renderers name them."""
    heads = re.findall(r"^#+ +(.+?) *$", text(path), flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


def test_it_works():
    assert len(papers()) > 12
    assert sum(1 for path in papers() for _link in links(path)) > 20


def test_every_link_leads_somewhere():
    broken = []
    for path in papers():
        for link in links(path):
            if re.match(r"[a-z]+:", link):
                continue
            name, _, place = link.partition("#")
            target = (path.parent / name).resolve() if name else path
            if not target.exists() or (place and target.suffix == ".md" and place not in anchors(target)):
                broken.append(f"{path.relative_to(ROOT)}: {link}")
    assert not broken, "\n".join(broken)


def test_decisions_are_numbered_without_gaps_and_found():
    names = sorted(path.name for path in (DOCS / "adr").glob("[0-9]*.md"))
    assert [int(name[:4]) for name in names] == list(range(1, len(names) + 1))
    linked = {link.split("#")[0].rsplit("/", 1)[-1] for path in papers() for link in links(path)}
    assert [name for name in names if name not in linked] == []


@pytest.mark.parametrize("name", READMES)
def test_the_readmes_commands_exist(name: str):
    """bin/… is a file that can be run; `kaizhi …` is a command of ours or of Django's."""
    readme = text(ROOT / name)
    files = set(re.findall(r"\bbin/[a-z]+\b", readme))
    assert {"bin/demo", "bin/test"} <= files
    assert [one for one in files if not os.access(ROOT / one, os.X_OK)] == []
    shell = "".join(re.findall(r"```(?:sh|bash|console|shell)?\n(.*?)```", readme, flags=re.DOTALL))
    commands = set(re.findall(r"\bkaizhi ([a-z_]+)", shell + " ".join(re.findall(r"`(kaizhi [^`]+)`", readme))))
    assert {"serve", "worker", "radar"} <= commands
    assert sorted(commands - {*COMMANDS, "radar", *get_commands()}) == []


def test_every_setting_is_explained_and_every_explained_setting_exists():
    read = set(re.findall(r"\b(KAIZHI_[A-Z_]+|DATABASE_URL)\b", text(PACKAGE / "config" / "settings.py")))
    table = set(re.findall(r"^\| `([A-Z_]+)` \|", text(DOCS / "howto" / "operate.md"), flags=re.MULTILINE))
    assert read
    assert sorted(read - table) == []
    elsewhere = {name for path in [*PACKAGE.rglob("*.py"), *(ROOT / "bin").iterdir()] if path.is_file()
                 for name in re.findall(r"\bKAIZHI_[A-Z_]+\b", text(path))}  # fmt: skip
    assert sorted(table - read - elsewhere) == []


def test_every_app_with_pages_speaks_chinese():
    spaces = {entry.namespace for entry in get_resolver().url_patterns if getattr(entry, "namespace", None)}
    assert spaces
    without = [
        space for space in sorted(spaces)
        if not (Path(apps.get_app_config(space).path) / "locale/zh_Hans/LC_MESSAGES/django.po").exists()
    ]  # fmt: skip
    assert without == []


def test_every_factor_of_a_score_has_its_rule_written_down():
    page = text(DOCS / "algorithms" / "replication_score.md")
    assert FACTORS
    assert [code for code in FACTORS if f"`{code}`" not in page] == []


def test_every_figure_of_a_group_is_defined():
    """A column of the scores that no page of docs/algorithms tells of is a number nobody can check."""
    pages = "\n".join(text(path) for path in (DOCS / "algorithms").glob("*.md")).lower()
    figures = ("penetration", "average plant value", "potential", "replication cycle", "priority", "declared", "band")
    assert [name for name in figures if name not in pages] == []
    assert [one.value for one in AccountClass.Class if one.value not in pages] == []
    assert [one.value for one in GroupScore.Band if one.value not in pages] == []


def test_the_words_of_the_models_are_in_the_glossary():
    """Each noun we store is explained once; each kind of account is named."""
    glossary = text(DOCS / "glossary.md").lower()
    ours = [model for model in apps.get_models() if model.__module__.startswith("kaizhi.")]
    nouns = {
        re.sub(r"(?<=[a-z])(?=[A-Z])", " ", model.__name__).lower()
        for model in ours
        if model._meta.app_label not in INNER
    }
    assert {"account", "contact", "opportunity"} <= nouns
    missing = sorted(noun for noun in nouns - WITHOUT_A_WORD if noun not in glossary)
    assert not missing, missing
    assert [kind.value for kind in Account.Kind if kind.value.replace("_", " ") not in glossary] == []
    assert Group._meta.model_name in glossary
