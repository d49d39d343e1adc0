"""How fast a workbook of customers is checked and written. A process of its own: python imports.py URL ROWS."""

import json
import os
import sys
import tempfile
import time
from io import BytesIO
from pathlib import Path
from typing import Any

_HEAD = [
    "客户名称",
    "客户类型",
    "所属集团",
    "所属行业",
    "省份",
    "城市",
    "详细地址",
    "电话",
    "成立日期",
    "注册资本",
    "联系人",
    "手机",
]
_SIGNS = "澄岳霁川衡岭砚泽沐屿珩昱澜屹曜竺"


def workbook(n: int) -> bytes:
    """Groups of ten: the head office and nine plants, each with a contact in its own row."""
    import xlsxwriter

    content = BytesIO()
    with xlsxwriter.Workbook(content, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("客户")
        sheet.write_row(0, 0, _HEAD)
        for i in range(n):
            group = "".join(_SIGNS[i // 10 // 16**place % 16] for place in range(3)) + f"{i // 10}集团有限公司"
            name, kind = (f"{group[:-6]}第{i % 10}机械制造工厂", "工厂") if i % 10 else (group, "集团总部")
            sheet.write_row(i + 1, 0, [
                name, kind, group if i % 10 else "", "汽车零部件", "浙江省", "湖州市", f"示范路{i}号", "0572-1234567",
                "2012-05-06", "500万元", f"联系人{i}", f"1420000{i % 10000:04d}",
            ])  # fmt: skip
    return content.getvalue()


def measure(n: int) -> dict[str, Any]:
    """Rows a second of CPU time, with the database's inside where it runs in this process (SQLite)."""
    from django.core.files.base import ContentFile

    from kaizhi.access.models import User
    from kaizhi.accounts.models import Account
    from kaizhi.interchange import actions
    from kaizhi.interchange.models import ImportBatch

    by = User.objects.create(username="importer", display_name="Importer", is_superuser=True)
    told: dict[str, Any] = {"rows": n}
    for round_name, size in (("warm", 20), ("measured", n)):  # the tables of pinyin are loaded once a process
        batch = ImportBatch(file_name=f"{round_name}.xlsx", n_bytes=1, by=by)
        batch.file.save(f"{round_name}.xlsx", ContentFile(workbook(size)))
        began = _clocks()
        actions.check(batch)
        told["check"] = _since(began)
        batch.status = ImportBatch.Status.WRITING
        batch.save()
        began = _clocks()
        actions.write(batch)
        told["write"] = _since(began)
        assert batch.status == ImportBatch.Status.DONE, batch.error
        told["verdicts"] = batch.rows.count()
    assert Account.objects.count() >= n
    return told


def _clocks() -> tuple[float, float]:
    return time.process_time(), time.perf_counter()


def _since(began: tuple[float, float]) -> dict[str, float]:
    now = _clocks()
    return {"cpu": now[0] - began[0], "wall": now[1] - began[1]}


def main(url: str, n: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(
            DJANGO_SETTINGS_MODULE="kaizhi.config.settings",
            KAIZHI_DATA_DIR=folder,
            DATABASE_URL=url or f"sqlite:///{Path(folder) / 'import.sqlite3'}",
        )
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        sys.stdout.write(json.dumps(measure(int(n))) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
