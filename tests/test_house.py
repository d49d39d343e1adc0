"""What holds for every file of the house, whoever wrote it."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "kaizhi"
LONGEST_FILE = 400
LONGEST_FUNCTION = 60
LONGEST_WRITTEN_LINE = 1000
ALLOWED_HOSTS = {"www.w3.org"}  # names of formats, never fetched
UNFINISHED = re.compile("|".join(("TO" + "DO", "FIX" + "ME", "XX" + "X")))
NATIVE_NAMES = {"中文", "简体中文"}  # a language is offered under its own name


def names(paths):
    return [str(path.relative_to(ROOT)) for path in paths]


def python_files():
    folders = [PACKAGE, ROOT / "tests", ROOT / "bin", ROOT / "benchmarks", ROOT / "docs"]
    found = [path for folder in folders for path in folder.rglob("*.py") if "migrations" not in path.parts]
    commands = [ROOT / "bin" / name for name in ("demo", "test", "check", "messages", "pictures")]
    return sorted([*found, *commands, ROOT / "build_hook.py", ROOT / "conftest.py"])


def page_files(*suffixes):
    found = [path for suffix in suffixes for path in PACKAGE.rglob(f"*{suffix}")]
    return sorted(path for path in found if "vendor" not in path.parts)


def templates():
    return page_files(".html")


def without_comments(template):
    """What stays the same in every language goes too: the name of a made-up person on the component page."""
    text = re.sub(r"{#.*?#}|<!--.*?-->|{%\s*person\s+\"[^\"]*\"\s*%}", "", template, flags=re.DOTALL)
    return re.sub(r"{%\s*comment.*?{%\s*endcomment\s*%}", "", text, flags=re.DOTALL)


def tracked_files():
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True).stdout
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]


def test_it_works():
    """The walks below see the house: an empty list would make every other test here pass."""
    assert len(python_files()) > 50
    assert len(templates()) > 10
    assert page_files(".css")
    assert page_files(".js")


def test_pages_ask_no_other_host():
    found = []
    for path in page_files(".html", ".css", ".js", ".svg"):
        text = path.read_text(encoding="utf-8")
        hosts = set(re.findall(r"(?:https?:)?//([a-zA-Z0-9-]+(?:\.[a-zA-Z0-9-]+)+)", text)) - ALLOWED_HOSTS
        found += [f"{path.relative_to(ROOT)}: {host}" for host in sorted(hosts)]
    assert found == []


def test_no_source_maps():
    assert names(path for path in page_files(".css", ".js") if "sourceMapping" + "URL" in path.read_text("utf-8")) == []


def test_templates_keep_the_content_policy():
    """No script in the page's text and no handler in an attribute: the policy would silently drop both."""
    inline = re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)[^>]*>|\son[a-z]+\s*=\s*[\"']|javascript:")
    assert names(path for path in templates() if inline.search(without_comments(path.read_text("utf-8")))) == []


def test_chinese_is_in_the_catalogues_only():
    """English pages would show it untranslated."""
    found = []
    for path in templates():
        runs = set(re.findall(r"[\u3400-\u9fff]+", without_comments(path.read_text(encoding="utf-8"))))
        found += [f"{path.relative_to(ROOT)}: {run}" for run in sorted(runs - NATIVE_NAMES)]
    assert found == []


MADE_ELSEWHERE = re.compile(r"\.(min\.(js|css|mjs)|map|woff2?|ttf|otf|wasm|whl|jar|mo)$")


def has_a_written_look(path):
    """Nobody types lines of a thousand characters: a longer one came out of a bundler."""
    return max(map(len, path.read_text(encoding="utf-8").splitlines()), default=0) <= LONGEST_WRITTEN_LINE


def test_nothing_made_elsewhere_is_committed():
    tracked = tracked_files()
    assert names(path for path in tracked if MADE_ELSEWHERE.search(path.name)) == []
    assert names(path for path in tracked if path.suffix in {".js", ".css"} and not has_a_written_look(path)) == []


def test_the_lock_file_names_no_registry():
    assert "://" not in (ROOT / "package-lock.json").read_text(encoding="utf-8")


def test_files_are_short():
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in python_files()}
    assert [f"{path.relative_to(ROOT)}: {lines}" for path, lines in lengths.items() if lines > LONGEST_FILE] == []


def test_functions_are_short():
    found = []
    for path in python_files():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                if lines > LONGEST_FUNCTION:
                    found.append(f"{path.relative_to(ROOT)}:{node.lineno} {node.name}: {lines} lines")
    assert found == []


def test_nothing_is_left_unfinished():
    read = [*python_files(), *page_files(".html", ".css", ".js", ".txt", ".po")]
    assert names(path for path in read if UNFINISHED.search(path.read_text(encoding="utf-8"))) == []


def test_every_setting_from_the_environment_is_explained():
    read = set(
        re.findall(r"KAIZHI_[A-Z_]+|DATABASE_URL", (PACKAGE / "config" / "settings.py").read_text(encoding="utf-8"))
    )
    explained = (ROOT / "docs" / "howto" / "operate.md").read_text(encoding="utf-8")
    assert sorted(name for name in read if f"| `{name}` |" not in explained) == []


def test_every_catalogue_is_read_by_django():
    from django.apps import apps
    from django.conf import settings

    read = {Path(app.path) / "locale" for app in apps.get_app_configs()} | {
        Path(path) for path in settings.LOCALE_PATHS
    }
    assert names(path for path in PACKAGE.glob("*/locale") if path not in read) == []


def test_every_static_file_a_template_names_exists():
    from django.contrib.staticfiles import finders

    named = {
        (path.relative_to(ROOT), name)
        for path in templates()
        for name in re.findall(r"{%\s*static\s+[\"']([^\"']+)[\"']", path.read_text(encoding="utf-8"))
    }
    assert named
    assert sorted(f"{path}: {name}" for path, name in named if finders.find(name) is None) == []
