"""A visitor on the loopback address: fetches pages, and weighs what a first visit brings along."""

import http.client
import re
from dataclasses import dataclass, field
from urllib.parse import urlencode, urljoin

import brotli

N_CONNECTIONS = 4
_LINKED = re.compile(r"""(?:src|href|data-[\w-]+)="(/static/[^"#?]+\.(?:css|js|svg|woff2))""")
_IMPORTED = re.compile(r"""(?:from|import)\s*["']([^"']+\.js)["']|url\(["']?([^"')#?:]+)["')#?]""")
_IMPORTED_LATER = re.compile(r"""import\(\s*["']([^"']+\.js)["']""")  # charts, where one is drawn
_CHARTS = re.compile(r"echarts|/charts/")
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@dataclass
class Answer:
    status: int
    body: bytes
    cookies: dict[str, str]

    @property
    def text(self) -> str:
        return self.body.decode(errors="replace")


@dataclass
class Visitor:
    """Several connections, so that every process of the server gets its part."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    _turn: int = 0
    _open: list[http.client.HTTPConnection] = field(default_factory=list)

    def get(self, url: str, **headers: str) -> Answer:
        return self._ask("GET", url, None, headers)

    def post(self, url: str, values: dict[str, str], **headers: str) -> Answer:
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        return self._ask("POST", url, urlencode(values).encode(), kind | headers)

    def token(self, url: str) -> str:
        """The form's secret, whose cookie is kept."""
        answer = self.get(url)
        self.cookies |= answer.cookies
        found = _TOKEN.search(answer.text)
        assert found is not None, f"no form on {url}"
        return found[1]

    def _ask(self, method: str, url: str, body: bytes | None, headers: dict[str, str]) -> Answer:
        if len(self._open) < N_CONNECTIONS:
            self._open.append(http.client.HTTPConnection("127.0.0.1", self.port, timeout=120))
        self._turn = (self._turn + 1) % len(self._open)
        connection = self._open[self._turn]
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        connection.request(method, url, body, headers | ({"Cookie": cookie} if cookie else {}))
        response = connection.getresponse()
        pairs = [header.split(";")[0].partition("=") for header in response.headers.get_all("Set-Cookie") or []]
        return Answer(response.status, response.read(), {name: value for name, _, value in pairs})

    def close(self) -> None:
        for connection in self._open:
            connection.close()


@dataclass(frozen=True)
class Weight:
    """Bytes of a first visit: the page as it is and compressed, and every file it needs, compressed."""

    html: int
    html_compressed: int
    files: int
    n_files: int
    charts: int  # of the files, those fetched only because a chart is drawn

    @property
    def total(self) -> int:
        return self.html_compressed + self.files


def weigh(visitor: Visitor, url: str) -> Weight:
    """Follow the links of a page into scripts' and styles' own imports."""
    page = visitor.get(url)
    follow = (_IMPORTED, _IMPORTED_LATER) if "data-echarts" in page.text else (_IMPORTED,)
    seen: dict[str, int] = {}
    waiting = _LINKED.findall(page.text)
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        answer = visitor.get(name, **{"Accept-Encoding": "br"})
        assert answer.status == http.client.OK, f"{name}: {answer.status}"
        seen[name] = len(answer.body)
        waiting += [urljoin(name, found) for found in _imports(name, answer.body, follow)]
    charts = sum(size for name, size in seen.items() if _CHARTS.search(name))
    return Weight(len(page.body), len(brotli.compress(page.body, quality=5)), sum(seen.values()), len(seen), charts)


def _imports(name: str, body: bytes, follow: tuple[re.Pattern[str], ...]) -> list[str]:
    """What a script or style of ours brings along; those of others stand alone."""
    if not name.endswith((".css", ".js")) or re.search(r"/(?:vendor|django_htmx)/", name):
        return []
    text = brotli_text(body)
    return [next(filter(None, match.groups())) for pattern in follow for match in pattern.finditer(text)]


def brotli_text(body: bytes) -> str:
    """Small files are served as they are."""
    try:
        return brotli.decompress(body).decode()
    except brotli.error:
        return body.decode(errors="replace")
