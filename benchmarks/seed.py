"""A book of customers of any size, the same every time, written straight into PostgreSQL.

Of n accounts a fifth are heads of groups; the first group has a tree of n / 100 nodes, the others two to six; the rest
stand alone. Orders are ten an account. Twenty sales people own equal parts. Names are made up of rare characters.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from django.db import connection

from kaizhi.access.actions import create_team, ensure_standard_roles
from kaizhi.access.models import User
from kaizhi.accounts.actions import prepare_account
from kaizhi.accounts.models import Account, Group
from kaizhi.accounts.search import index_accounts
from kaizhi.common.bulk import insert_many

ORDERS_PER_ACCOUNT = 10
N_REPS = 20
_CHUNK = 5_000
_FIRST = "岫霁蘅峤湜邈栎沅翮骞澍玦琤砺昶翊煦岷筠澹"
_SECOND = "崧洹芃琚岑稷旻珺铎衢畴翀缙骐漪栩瑄郢璟赟"
_THIRD = (
    "禾蕴平宁川然仪恒廷霖溪桐峰茵妍诚毅楠彤航颖朗琛瑜婷骏睿斌洁秉"
    "亦知澜岚景昱若书清远承修语望致允嘉怀静令思安予牧则维绍立舟"
)
_TRADES = ("机械制造", "汽车零部件", "食品", "化工", "电子材料", "纺织", "水泥", "铸造")
_CITIES = (
    ("江苏省", "苏州市"),
    ("浙江省", "湖州市"),
    ("湖北省", "武汉市"),
    ("四川省", "成都市"),
    ("广东省", "佛山市"),
)
_RARELY = 997  # a prime: steps through the accounts so that neighbours in one table are strangers in the next

#: What hangs on accounts, row i of n: on an account of its own, on days spread over three years.
_HANGING = {
    "accounts_contact": (
        2,
        """account_id, name, department, post, mobile, phone, email, wechat, decision_role, role_weight, closeness,
           is_active, notes, version, created_at, updated_at""",
        """{account}, '联系人' || i, '采购部', '经理', '1420000' || lpad((i % 10000)::text, 4, '0'), '', '', '',
           (ARRAY['decision_maker', 'technical', 'purchasing', ''])[1 + i % 4], 20, (i % 5) * 25, true, '', 1, now(),
           now()""",
    ),
    "contracts_contract": (
        1,
        """account_id, number, title, status, signed_on, amount, currency, product_line, notes, version, created_at,
           updated_at""",
        "{account}, 'HT-' || i, '', 'signed', {day}, 10000000 + i * 10, 'CNY', '空压机', '', 1, now(), now()",
    ),
    "contracts_order": (
        ORDERS_PER_ACCOUNT,
        """account_id, number, status, ordered_on, amount, currency, product_line, delivered_on, notes, version,
           created_at, updated_at""",
        """{account}, 'DD-' || i, (ARRAY['confirmed', 'delivered', 'accepted', 'accepted'])[1 + i % 4], {day},
           1000000 + i * 7, 'CNY', '空压机', {day} + 30, '', 1, now(), now()""",
    ),
    "contracts_instalment": (
        1,
        "account_id, contract_id, label, due_on, amount, currency, paid_on, paid_amount, version",
        """c.account_id, c.id, '预付款', c.signed_on + 30, c.amount / 3, 'CNY',
           CASE WHEN c.id % 9 > 0 THEN c.signed_on + 20 + (c.id % 30)::int END,
           CASE WHEN c.id % 9 > 0 THEN c.amount / 3 ELSE 0 END, 1 FROM contracts_contract c""",
    ),
    "service_satisfaction": (
        0.5,
        "account_id, surveyed_on, score_hundredths, source, comment",
        "{account}, {day}, 100 + (i * 37) % 401, '回访' || i, ''",
    ),
    "accounts_competitorproduct": (
        0.1,
        "account_id, competitor, product_line, is_active",
        "{account}, '示例厂商', '空压机', i % 3 > 0",
    ),
    "pipeline_opportunity": (
        0.3,
        """account_id, number, name, outcome, amount, currency, product_line, opened_on, closed_on, lost_to, notes,
           version, created_at, updated_at""",
        """{account}, 'SJ' || lpad(i::text, 6, '0'), '二期' || i, (ARRAY['open', 'won', 'lost'])[1 + i % 3], 5000000,
           'CNY', '', {day}, CASE WHEN i % 3 > 0 THEN {day} + 60 END, '', '', 1, now(), now()""",
    ),
    "audit_event": (
        2,
        "at, by_id, verb, subject_type, subject_id, account_id, data",
        """now() - (i % 500) * interval '1 hour', 1, 'account.changed', 'accounts.account', {account}, {account},
           '{{}}'""",
    ),
}


@dataclass(frozen=True)
class Seeded:
    """Who to be and where to look."""

    n_accounts: int
    director: User
    rep: User
    big_head: int
    big_nodes: int
    lone: int
    plant: int


def fill(n: int) -> None:
    """Fill an empty, migrated database."""
    director, reps = _people()
    for accounts in _chunks(_accounts(n, _big(n), director, reps)):
        insert_many(accounts)
        index_accounts(accounts, new=True)
        insert_many([_group(one) for one in accounts if one.kind == Account.Kind.HEAD_OFFICE])
    _hang(n)
    _settle(n)


def look(n: int) -> Seeded:
    """What a filled database of this size offers."""
    rep = User.objects.with_role().get(username="rep1")
    plants = Account.objects.filter(kind=Account.Kind.PLANT, owner=rep, pk__lte=n)
    return Seeded(
        n_accounts=n,
        director=User.objects.with_role().get(username="director"),
        rep=rep,
        big_head=1,
        big_nodes=_big(n),
        lone=n - 1,
        plant=plants.order_by("pk")[5].pk,
    )


def _big(n: int) -> int:
    return max(100, n // 100)


def _people() -> tuple[User, list[User]]:
    roles, company = ensure_standard_roles(), create_team("公司")
    teams = [create_team(f"{name}大区", company) for name in "东南西北"]

    def person(name: str, role: str, place: int) -> User:
        user = User(username=name, display_name=name, role=roles[role], team=teams[place % 4] if place else company)
        user.set_unusable_password()
        user.save()
        return user

    director = person("director", "sales_director", 0)
    return director, [person(f"rep{i}", "sales_rep", i + 1) for i in range(N_REPS)]


def _accounts(n: int, big: int, director: User, reps: list[User]) -> Iterator[Account]:
    """Numbers count from 1; a group's members follow its head."""
    number, place = 1, 0
    while number <= n:
        brand, size = _brand(place), _tree_size(place, n, big)
        owner = reps[place % len(reps)]
        head: Account | None = None
        company: Account | None = None
        for member in range(min(size, n + 1 - number)):
            account = _account(brand, place, member, size, owner)
            parent = head if member % 33 < 2 else company
            account.created_by = director
            prepare_account(account, number=number, parent=parent if member else None)
            head = head or account
            company = account if member % 33 == 1 else company or head
            yield account
            number += 1
        place += 1


def _brand(place: int) -> str:
    third, rest = divmod(place, len(_FIRST) * len(_SECOND))
    first, second = divmod(rest, len(_SECOND))
    return (
        _FIRST[first]
        + _SECOND[second]
        + _THIRD[third % len(_THIRD)]
        + (_THIRD[third // len(_THIRD)] if third >= len(_THIRD) else "")
    )


def _tree_size(place: int, n: int, big: int) -> int:
    if place == 0:
        return big
    return 1 if place >= n // 5 else 2 + place % 5


def _account(brand: str, place: int, member: int, size: int, owner: User) -> Account:
    province, city = _CITIES[(place + member) % len(_CITIES)]
    trade = _TRADES[place % len(_TRADES)]
    kind = Account.Kind.COMPANY if size == 1 or member % 33 == 1 else Account.Kind.PLANT
    name = f"{brand}{trade}有限公司" if kind == Account.Kind.COMPANY else f"{brand}{city[:2]}{member}号{trade}工厂"
    if size > 1 and member == 0:
        kind, name = Account.Kind.HEAD_OFFICE, f"{brand}集团有限公司"
    elif member > 1 and kind == Account.Kind.COMPANY:
        name = f"{brand}{city[:2]}{member}{trade}有限公司"
    return Account(
        name=name, kind=kind, owner=owner, team_id=owner.team_id, industry=trade, province=province, city=city,
        address=f"示范路{place}号", phone=f"0512-{place:08d}", is_active=member % 41 != 40,
    )  # fmt: skip


def _group(head: Account) -> Group:
    known = head.pk % 3 > 0
    return Group(head=head, declared_plants=2 + head.pk % 7 if known else None, is_procurement_known=head.pk % 2 == 0)


def _chunks(accounts: Iterator[Account]) -> Iterator[list[Account]]:
    while chunk := list(islice(accounts, _CHUNK)):
        yield chunk


def _hang(n: int) -> None:
    """By SQL alone. Foreign keys hold by construction and are not looked up a million times."""
    account, day = f"1 + (i * {_RARELY})::bigint % {n}", "DATE '2023-11-01' + ((i * 131) % 1095)::int"
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        for table, (per_account, columns, values) in _HANGING.items():
            source = "" if " FROM " in values else f" FROM generate_series(1, {int(n * per_account)}) i"
            cursor.execute(f"INSERT INTO {table} ({columns}) SELECT {values.format(account=account, day=day)}{source}")
        cursor.execute("SET session_replication_role = DEFAULT")


def _settle(n: int) -> None:
    """Sequences go on behind the rows; nothing is tidied while we measure."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT setval('kaizhi_account_number', %s)", [n])
        cursor.execute("SELECT setval('kaizhi_opportunity_number', %s)", [n])
        cursor.execute("ALTER SYSTEM SET autovacuum = off")
        cursor.execute("SELECT pg_reload_conf()")
