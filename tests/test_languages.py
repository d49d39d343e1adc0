"""Every page in both languages: no English word is left on a Chinese page, no Chinese on an English one."""

import re
from html.parser import HTMLParser

import pytest
from django.db import transaction
from django.test import Client

from kaizhi.access.models import User
from kaizhi.config.tests.doors import DOORS
from kaizhi.config.tests.scene import Scene
from kaizhi.config.tests.walk import LISTS, ask, client_for, text_of

#: Attributes that people read or hear.
SPOKEN = {"title", "aria-label", "placeholder", "alt", "aria-description", "label"}
#: What the test's own book says: names of people, teams and customers, and what hangs on them.
DATA = re.compile(
    r"Zyx[\w.@-]*|[A-Za-z]*jean@example\.com|West(field)?( (Holding|Works))?|Wes Field|East|Company|Team reader"
    r"|(?<![A-Za-z])(Anna|Ben|Dora|Emil|Root|anna|ben|dora|emil|root)(?![A-Za-z])|own_everything|team_reader"
    r"|Meier|张?三丰|李雷|(class|replication)-\d"  # the component page's people, and versions of the models
)
#: Written alike in both languages: the product, names of formats and units, keys of the keyboard.
SAME = {
    "kaizhi", "top", "roi", "csv", "excel", "xlsx", "png", "svg", "esc", "enter", "ctrl", "cmd", "tab", "utf", "gbk",
    "cny", "usd", "english", "csat", "accent", "bad", "good", "info", "neutral", "warn",  # tones, on the component page
}  # fmt: skip
_WORD = re.compile(r"[A-Za-z]{3,}")
_CHINESE = re.compile(r"[\u3400-\u9fff]+")
NATIVE = {"中文", "简体中文"}


class Readable(HTMLParser):
    """Text and spoken attributes of a page; not its scripts, its addresses, or what a person typed into a field."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag, attrs):
        if tag in {"script", "style", "code", "kbd", "pre", "textarea"}:
            self._silent += 1
        for name, value in attrs:
            if name in SPOKEN or (name.startswith("data-") and name.endswith("words")):
                self.found.append(value or "")

    def handle_endtag(self, tag):
        if tag in {"script", "style", "code", "kbd", "pre", "textarea"}:
            self._silent -= 1

    def handle_data(self, data):
        if not self._silent:
            self.found.append(data)


def readable(html: str) -> list[str]:
    parser = Readable()
    parser.feed(html)
    return [DATA.sub(" ", one) for one in parser.found if one.strip()]


def answers(client: Client, scene: Scene):
    """Every page, every form that was sent empty, the head of every file."""
    for door in DOORS:
        url = door.url(scene)
        yield f"GET {url}", ask(client, url)
        if door.name in LISTS:
            for part in ("filters", "columns"):
                yield f"GET {url}?part={part}", ask(client, f"{url}?part={part}", piece=True)
            yield f"GET {url}?export=csv", ask(client, f"{url}?export=csv")
        if door.name not in {"account_logout", "ui:look"}:
            with transaction.atomic():
                yield f"POST {url}", client.post(url, {"csrfmiddlewaretoken": "x"})
                transaction.set_rollback(True)


def texts(client: Client, scene: Scene):
    for where, answer in answers(client, scene):
        kind = answer.headers.get("Content-Type", "")
        if "html" in kind:
            yield where, readable(text_of(answer) if "csv" in kind else answer.content.decode())
        elif "csv" in kind:
            yield where, [DATA.sub(" ", answer.content.decode().splitlines()[0])]


def reader(scene: Scene, language: str) -> Client:
    User.objects.filter(pk=scene.cast.root.pk).update(language=language)
    return client_for(User.objects.get(pk=scene.cast.root.pk))


def stray_words(client: Client, scene: Scene, pattern: re.Pattern[str], allowed: set[str]) -> dict[str, list[str]]:
    """Where each word that does not belong stands."""
    found: dict[str, list[str]] = {}
    for where, pieces in texts(client, scene):
        for piece in pieces:
            if any(word.lower() not in allowed for word in pattern.findall(piece)):
                places = found.setdefault(" ".join(piece.split())[:120], [])
                places.append(where)
    return found


def told(found: dict[str, list[str]]) -> str:
    return "\n".join(f"{words!r}: {places[0]} and {len(places) - 1} more" for words, places in sorted(found.items()))


def test_it_works():
    page = '<p title="Hidden">开 <b>Some words</b> Zyxhead</p><script>word</script><input placeholder="Type" value="x">'
    assert [one.strip() for one in readable(page)] == ["Hidden", "开", "Some words", "", "Type"]


def test_chinese_pages_are_chinese(scene: Scene):
    found = stray_words(reader(scene, "zh-hans"), scene, _WORD, SAME)
    assert not found, told(found)


def test_english_pages_are_english(scene: Scene):
    found = stray_words(
        reader(scene, "en"), scene, _CHINESE, NATIVE | {"客户", "客户名称", "客户类型", "上级客户", "备注", "工厂"}
    )
    assert not found, told(found)


@pytest.mark.parametrize(("language", "words"), [("zh-hans", "登录"), ("en", "Sign in")])
def test_the_sign_in_page_speaks_the_cookies_language(db: None, client: Client, language: str, words: str):
    client.cookies["kaizhi_language"] = language
    page = client.get("/sign-in/").content.decode()
    assert words in page
    assert f'lang="{"zh-Hans" if language == "zh-hans" else "en"}"' in page.replace("zh-hans", "zh-Hans")


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize(("url", "code"), [("/nowhere/", 404), ("/accounts/9999999/", 404), ("/import/9999999/", 404)])
def test_errors_speak_it_too(scene: Scene, language: str, url: str, code: int):
    answer = reader(scene, language).get(url)
    pieces = readable(answer.content.decode())
    pattern, allowed = (_WORD, SAME) if language == "zh-hans" else (_CHINESE, NATIVE)
    assert answer.status_code == code
    assert [one for one in pieces if any(word.lower() not in allowed for word in pattern.findall(one))] == []
