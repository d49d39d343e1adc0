"""Stakes that cells name ("A [60.0%]; B [40.0%]"), kept beside the tree.

A holder is said once per account. A known share stays as it is; an unknown one is filled in when a row knows it.
"""

from collections.abc import Iterable

from kaizhi.accounts.models import Account, Stake
from kaizhi.common.chinese import name_key
from kaizhi.interchange.cells import Holder
from kaizhi.interchange.intake.nodes import Nodes
from kaizhi.interchange.intake.pens import Pen
from kaizhi.interchange.rows import ParsedRow

Wanted = dict[tuple[int, str], Stake]


def write_stakes(pairs: Iterable[tuple[Account, ParsedRow]], nodes: Nodes, pen: Pen) -> None:
    """The stakes of a chunk of rows. Two owners of the group are owners of the company between, not of the plant."""
    wanted: Wanted = {}
    for account, row in pairs:
        between = account.parent_pk if row.values.get("parent") else account.pk
        for owned, said in ((account.pk, "parent_stakes"), (between, "group_stakes"), (account.pk, "stakes")):
            for holder in row.values.get(said, ()):
                _want(wanted, owned, holder, nodes)
    if not wanted:
        return
    stored = {
        (one.account_id, one.holder_name): one for one in Stake.objects.filter(account__in={pk for pk, _ in wanted})
    }
    pen.create([stake for key, stake in wanted.items() if key not in stored])
    filled = [one for key, one in stored.items() if one.share_bp is None and _share(wanted, key) is not None]
    for one in filled:
        one.share_bp = _share(wanted, (one.account_id, one.holder_name))
    pen.update([(one, {"share_bp": None}) for one in filled])


def _share(wanted: Wanted, key: tuple[int, str]) -> int | None:
    return wanted[key].share_bp if key in wanted else None


def _want(wanted: Wanted, owned: int | None, holder: Holder, nodes: Nodes) -> None:
    if owned is None:
        return
    stake = wanted.get((owned, holder.name))
    if stake is not None:
        stake.share_bp = stake.share_bp if stake.share_bp is not None else holder.share_bp
        return
    named = nodes.named(name_key(holder.name)) if holder.is_named else []
    pk = named[0].pk if len(named) == 1 else None
    wanted[owned, holder.name] = Stake(
        account_id=owned, holder_id=pk, holder_name=holder.name, share_bp=holder.share_bp, source="import"
    )
