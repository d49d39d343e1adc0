"""What is asked of the site, and what each answer costs."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import count, cycle, islice
from urllib.parse import quote

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pages import N_CONNECTIONS, Visitor, weigh
from seed import Seeded
from server import Server, verdict

from kaizhi.access.models import User
from kaizhi.accounts.models import Account
from kaizhi.ui.tables import paging

KILO = 1_000
HTML_LIMIT, FIRST_LOAD_LIMIT = 60_000, 250_000
_MOST_WARMING = 3 * N_CONNECTIONS  # every thread meets the templates and takes its connection
_FOUND, _LEAD = 200, 302


@dataclass(frozen=True)
class Visit:
    """One kind of request. `urls` are asked in turn, so that no answer is only the echo of the one before."""

    name: str
    urls: Sequence[str]
    who: User | None = None
    budget_ms: float | None = None
    statements: int | None = None
    piece: bool = False  # asked for by htmx
    form: Callable[[], dict[str, str]] | None = None  # posted

    @property
    def headers(self) -> dict[str, str]:
        return {"HX-Request": "true"} if self.piece else {}


def plan(book: Seeded) -> list[Visit]:
    """In the order of the table."""
    director, rep = book.director, book.rep
    accounts, big = reverse("accounts:accounts"), book.big_head
    lists = [
        ("first page", [accounts]),
        ("after 250 rows", [_after(director, 250)]),
        ("in the middle (page 1,000 of 2,000)", [_after(director, book.n_accounts // 2)]),
        ("filtered by city and kind", [f"{accounts}?city=苏州市&kind=plant"]),
        ("latest change first", [f"{accounts}?sort=-updated"]),
        ("searched by name", [f"{accounts}?q=岫洹"]),
    ]
    visits = [
        Visit("a static file", ["/static/ui/img/favicon.svg"]),
        Visit("an empty answer (led to the sign-in page)", [reverse("replication:radar")]),
    ]
    visits += [Visit(f"customers, {name}", urls, director, 20, 8) for name, urls in lists]
    visits += [
        Visit(f"customers of one of 20 people, {name}", urls, rep, 20, 8)
        for name, urls in (lists[0], ("after 250 rows", [_after(rep, 250)]), lists[3], lists[4])
    ]
    numbers = [book.lone - 7 * step for step in range(8)]
    return [
        *visits,
        Visit("search, one company", _searches("岫洹平", "蘅琚川", "骞旻霖", "湜衢彤"), director, 25, piece=True),
        Visit("search, pinyin initials", _searches("xhp", "qqc", "zqt", "hjc"), director, 25, piece=True),
        Visit("search, a word in 12,000 names", _searches("机械", "食品", "化工", "纺织"), director, 25, piece=True),
        Visit("search, one of 20 people", _searches("岫洹", "蘅琚", "骞旻", "湜衢"), rep, 25, piece=True),
        Visit("account page, a company", [_account(pk) for pk in numbers], director, 40),
        Visit("account page, a plant of a group", [_account(book.plant)], rep, 40),
        Visit("account page, the head of the big group", [_account(big)], director, 40),
        *_panels(book),
        Visit("group page, tree of the big group", [reverse("coverage:tree", args=[big])], director, 60),
        Visit("list of groups", [reverse("coverage:groups")], director),
        Visit("radar", [reverse("replication:radar")], director),
        Visit("radar, one of 20 people", [reverse("replication:radar")], rep),
        Visit("create, what is known already (typing)", _similar(), rep, 35, piece=True),
        Visit("create, with duplicate check", [reverse("accounts:create")], rep, 35, form=_new_customer()),
    ]  # fmt: skip


def _panels(book: Seeded) -> list[Visit]:
    """What the account page loads when it comes into view."""
    names = ("insight", "pipeline", "contracts", "service", "coverage")
    return [
        Visit(f"panel of the big group's head, {name}",
              [reverse(f"{name}:account_panel", args=[book.big_head])], book.director, piece=True)
        for name in names
    ]  # fmt: skip


def _account(pk: int) -> str:
    return reverse("accounts:account", args=[pk])


def _searches(*words: str) -> list[str]:
    return [f"{reverse('accounts:search')}?palette=1&q={word}" for word in words]


def _similar() -> list[str]:
    names = ("岫洹平食品有限公司", "蘅琚川化工第三工厂", "全新岫岩石墨有限公司")
    return [f"{reverse('accounts:similar')}?name={name}" for name in names]


def _after(user: User, n: int) -> str:
    """The page behind the first n rows, as "load more" would come to it."""
    last = Account.objects.visible_to(user).order_by("sort_key", "pk")[min(n, 50) if n >= _most(user) else n - 1]
    return f"{reverse('accounts:accounts')}?after={paging.encode('accounts:name', [last.sort_key, last.pk])}"


def _most(user: User) -> int:
    return Account.objects.visible_to(user).count()


def _new_customer() -> Callable[[], dict[str, str]]:
    numbers = count(Account.objects.count())  # a filled database may have been measured before
    return lambda: {"name": f"新屿衢{next(numbers)}号精密机械有限公司", "phone": "0512-1234567", "source": "展会"}


def run(server: Server, book: Seeded, visits: Sequence[Visit], n: int) -> None:
    """Measure each in turn and print its line."""
    print(f"\n{'':47}{'CPU ms':>8}{'server':>8}{'base':>7}{'budget':>8}      {'statements':>10}{'HTML kB':>9}")
    for visit in visits:
        _show(visit, *measure(server, visit, n))
    weigh_first_visits(server, book)


def measure(server: Server, visit: Visit, n: int) -> tuple[float, float, int, int | None]:
    """Milliseconds of processor time per request, the site's and the database's; bytes of the answer; statements."""
    visitor = Visitor(server.port, _signed_in(visit.who))
    token = visitor.token(visit.urls[0]) if visit.form else ""
    urls = list(islice(cycle(visit.urls), n))
    for url in islice(cycle(visit.urls), min(n, _MOST_WARMING)):
        n_bytes = _ask(visitor, visit, url, token)
    before = server.cpu()
    for url in urls:
        n_bytes = _ask(visitor, visit, url, token)
    after = server.cpu()
    visitor.close()
    site, base = ((end - start) / n * KILO for start, end in zip(before, after, strict=True))
    return site, base, n_bytes, count_statements(visit)


def _ask(visitor: Visitor, visit: Visit, url: str, token: str) -> int:
    url = quote(url, safe="/?&=%-_.~:")
    if visit.form:
        answer = visitor.post(url, visit.form() | {"csrfmiddlewaretoken": token})
        assert answer.status == _LEAD, f"{visit.name}: {answer.status}"
    else:
        answer = visitor.get(url, **visit.headers)
        expected = _LEAD if visit.who is None and "static" not in url else _FOUND
        assert answer.status == expected, f"{visit.name}: {answer.status}"
    return len(answer.body)


def _signed_in(who: User | None) -> dict[str, str]:
    if who is None:
        return {}
    client = Client(SERVER_NAME="localhost")
    client.force_login(who)
    return {name: morsel.value for name, morsel in client.cookies.items()}


def count_statements(visit: Visit) -> int | None:
    """The second time in this process, so that nothing is counted which is asked once a process."""
    if visit.who is None:
        return None
    client = Client(SERVER_NAME="localhost")
    client.force_login(visit.who)
    for _ in range(2):
        with CaptureQueriesContext(connection) as asked:
            if visit.form:
                client.post(visit.urls[0], visit.form())
            else:
                client.get(visit.urls[0], headers=visit.headers)
    return len(asked)


def _show(visit: Visit, site: float, base: float, n_bytes: int, statements: int | None) -> None:
    budget = f"{visit.budget_ms:.0f}" if visit.budget_ms else ""
    asked = "" if statements is None else str(statements) + (f"/{visit.statements}" if visit.statements else "")
    verdicts = {
        "time": verdict(site + base, visit.budget_ms),
        "statements": verdict(statements or 0, visit.statements),
        "HTML": verdict(n_bytes, HTML_LIMIT),
    }
    over = [what for what, said in verdicts.items() if said == "OVER"]
    said = f"OVER: {', '.join(over)}" if over else verdicts["time"]
    figures = f"{site + base:>8.1f}{site:>8.1f}{base:>7.1f}{budget:>8}  {asked:>10}{n_bytes / KILO:>9.1f}"
    print(f"{visit.name:<47}{figures}  {said}", flush=True)


def weigh_first_visits(server: Server, book: Seeded) -> None:
    print(f"\nfirst visit, kB compressed (budget {FIRST_LOAD_LIMIT / KILO:.0f})")
    pages = {
        "sign-in page": (None, reverse("account_login")),
        "customers": (book.director, reverse("accounts:accounts")),
        "account page": (book.director, _account(book.big_head)),
        "tree of the big group": (book.director, reverse("coverage:tree", args=[book.big_head])),
        "radar": (book.director, reverse("replication:radar")),
    }
    for name, (who, url) in pages.items():
        visitor = Visitor(server.port, _signed_in(who))
        found = weigh(visitor, url)
        visitor.close()
        charts = f", {found.charts / KILO:.0f} of them for charts" if found.charts else ", no charts"
        said = verdict(found.total, FIRST_LOAD_LIMIT)
        print(f"  {name:<24}{found.total / KILO:>7.1f} in {found.n_files} files{charts}  {said}")
