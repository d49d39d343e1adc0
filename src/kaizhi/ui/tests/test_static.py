"""The scripts and styles we write: small, ours, and without anything the content policy forbids."""

import re
from pathlib import Path

import pytest

UI = Path(__file__).resolve().parent.parent
SCRIPTS = sorted((UI / "static/ui").rglob("*.js"))
STYLES = sorted((UI / "static/ui/css").glob("*.css"))
TEMPLATES = sorted((UI / "templates").rglob("*.html"))
BUDGET = 60_000


def ids(path):
    return path.name


@pytest.mark.parametrize("path", SCRIPTS, ids=ids)
def test_a_script_is_short_and_evaluates_nothing(path):
    text = path.read_text()
    assert len(text.splitlines()) < 100
    assert not re.search(r"\beval\(|new Function|innerHTML \+=|document\.write", text)
    for imported in re.findall(r'(?:from|import\()\s*"(\.[^"]+)"', text):
        assert (path.parent / imported).resolve().exists(), imported


@pytest.mark.parametrize("path", [path for path in SCRIPTS if path.parent.name == "js"], ids=ids)
def test_a_script_takes_its_words_from_the_page(path):
    code = re.sub(r"//.*", "", path.read_text())
    assert not re.search(r"[\u4e00-\u9fff]", code)


def test_every_behaviour_is_started():
    app = (UI / "static/ui/js/app.js").read_text()
    helpers = {"app.js", "toast.js"}
    for path in SCRIPTS:
        if path.parent.name == "js" and path.name not in helpers:
            assert f'from "./{path.name}"' in app
            assert "export function bind(" in path.read_text(), path.name


def test_the_styles_are_small_and_find_their_pictures():
    assert sum(len(path.read_bytes()) for path in STYLES) < BUDGET
    for path in STYLES:
        for url in re.findall(r'url\("([^"]+)"\)', path.read_text()):
            assert (path.parent / url).resolve().exists(), url


def test_both_dark_modes_are_the_same():
    text = (UI / "static/ui/css/tokens.css").read_text()
    forced = re.search(r":root\.theme-dark \{(.*?)\}", text, re.DOTALL).group(1)
    followed = re.search(r":root\.theme-system \{(.*?)\}", text, re.DOTALL).group(1)
    assert forced.split() == followed.split()


def luminance(colour):
    digits = colour.lstrip("#")
    digits = "".join(d * 2 for d in digits) if len(digits) == 3 else digits
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", [":root", ":root.theme-dark"])
def test_text_has_the_contrast_of_aa(theme):
    text = (UI / "static/ui/css/tokens.css").read_text()
    block = re.search(re.escape(theme) + r" \{(.*?)\}", text, re.DOTALL).group(1)
    colours = dict(re.findall(r"--([\w-]+): (#\w{3,6});", block))
    pairs = [(ink, paper) for ink in ("text", "muted", "accent") for paper in ("bg", "surface", "hover", "sunken")]
    pairs += [("faint", "surface"), ("on-accent", "accent"), ("accent-strong", "accent-soft"), ("muted", "quiet")]
    pairs += [(tone, f"{tone}-soft") for tone in ("good", "warn", "bad", "info")]
    for ink, paper in pairs:
        assert contrast(colours[ink], colours[paper]) >= 4.5, (ink, paper, contrast(colours[ink], colours[paper]))
    for band in ("red", "green", "blue"):
        assert contrast(colours[f"band-{band}"], colours["surface"]) >= 3, band
    assert contrast(colours["line-strong"], colours["surface"]) >= 3  # the edge of an input


@pytest.mark.parametrize("path", TEMPLATES, ids=ids)
def test_a_template_has_no_handler_and_no_other_host(path):
    text = path.read_text()
    assert not re.search(r"<\w[^>]*\son[a-z]+=[\"']", text)
    assert not re.search(r"<script(?![^>]*\ssrc=)", text)
    assert not re.search(r"(?:src|href|action)=[\"']?(?:https?:)?//", text)
