"""Going round the site as one person, and reading whatever comes back: pages, pieces, JSON, CSV, workbooks."""

import re
import zipfile
from collections.abc import Iterator
from html import unescape
from io import BytesIO
from urllib.parse import urlencode

from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from kaizhi.access.models import User
from kaizhi.config.tests.doors import DOORS, Door
from kaizhi.config.tests.scene import Scene

HTMX = {"HX-Request": "true"}
#: Addresses that are lists: asked for again as file, narrowed, and as the form that narrows.
LISTS = (
    "accounts:accounts", "accounts:contacts", "pipeline:opportunities", "contracts:contracts", "contracts:orders",
    "contracts:instalments", "service:satisfactions", "coverage:groups", "replication:ranking",
)  # fmt: skip
#: Addresses that answer htmx with a piece of their own.
PIECES = (*LISTS, "accounts:look", "accounts:timeline", "coverage:tree", "insight:history", "interchange:batch")
_TOKEN = re.compile(r'(csrfmiddlewaretoken" value|csrf-token" content)="\w+"|"X-CSRFToken": ?"\w+"')


def client_for(user: User | None) -> Client:
    client = Client(raise_request_exception=False)
    if user is not None:
        client.force_login(user)
    return client


def ask(client: Client, url: str, *, piece: bool = False) -> HttpResponse:
    """GET, and take back what the asking wrote (an export's event, a session)."""
    with transaction.atomic():
        answer = client.get(url, headers=HTMX if piece else {})
        transaction.set_rollback(True)
    return answer


def text_of(answer: HttpResponse) -> str:
    """All words of an answer: of a workbook its cells, of HTML with the entities resolved, without form tokens."""
    kind = answer.headers.get("Content-Type", "")
    if "spreadsheetml" in kind:
        with zipfile.ZipFile(BytesIO(answer.content)) as book:
            text = "\n".join(book.read(name).decode() for name in book.namelist() if name.startswith("xl/"))
        return unescape(text)
    text = _TOKEN.sub("", answer.content.decode())
    return unescape(text) if "html" in kind else text


def list_urls(scene: Scene, door: Door) -> Iterator[str]:
    """The list narrowed by search, sorted, as files and with its forms open."""
    url = door.url(scene)
    for query in ({"export": "csv"}, {"export": "xlsx"}, {"part": "filters"}, {"part": "columns"}, {"q": "e"},
                  {"rows": "500", "view": "all"}):  # fmt: skip
        yield f"{url}?{urlencode(query)}"


def every_url(scene: Scene) -> Iterator[tuple[str, bool]]:
    """Each address of the table with its variants; True asks as htmx does."""
    for door in DOORS:
        url = door.url(scene)
        yield url, False
        if door.name in PIECES:
            yield url, True
        if door.name in LISTS:
            yield from ((one, "part=" in one) for one in list_urls(scene, door))
        if door.name in {"insight:history", "insight:records"}:
            yield f"{url}?export=csv", False
    head, lyon, brno = (scene.ids[name] for name in ("head", "lyon", "brno"))
    yield from (
        (url, False)
        for url in (
            "/accounts/search/?q=e&palette=1",
            "/accounts/search/?q=9876",
            "/accounts/search/?q=9142",
            "/accounts/pick/",
            "/accounts/pick/groups/",
            "/contracts/pick/?q=",
            f"/accounts/?group={head}",
            f"/accounts/?owner={scene.ids['anna']}",
            f"/accounts/new/?under={head}",
            f"/opportunities/new/?account={lyon}",
            f"/orders/new/?account={lyon}",
            f"/satisfaction/new/?account={lyon}",
            f"/accounts/batch/follow-up/?pk={head}&pk={lyon}",
            "/accounts/batch/transfer/?all=1",
            "/orders/?q=D1",
            "/accounts/?view=reports",
            "/accounts/?view=groups",
            "/radar/figures.csv?chart=scores",
            "/radar/figures.csv?chart=industries",
            f"/tree/{head}/?q=e",
            f"/tree/{head}/nodes/?q=e",
            f"/accounts/{head}/timeline/",
            f"/accounts/{brno}/timeline/",
        )
    )
