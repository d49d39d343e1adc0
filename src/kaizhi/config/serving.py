"""Serving the pages: what is refused, what is made ready, and the processes that answer."""

import hashlib
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import DatabaseError, connection, connections
from django.db.migrations.executor import MigrationExecutor
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

APPLICATION = "kaizhi.config.wsgi:application"
APPLICATION_WITH_WORKER = "kaizhi.config.wsgi_with_worker:application_with_worker"
SECONDS_TO_FINISH = 20


@dataclass(frozen=True)
class Plan:
    """Where to answer and with how many hands."""

    host: str
    port: int
    workers: int
    threads: int
    with_worker: bool


def refuse_unsafe() -> None:
    """End with a sentence where production would be open to the world or broken from the first request."""
    if settings.DEBUG:
        sys.exit("KAIZHI_DEBUG is on: it shows secrets to visitors. Unset it to serve. 请关闭 KAIZHI_DEBUG 后再启动。")
    if not settings.SECRET_KEY:
        sys.exit("There is no signing secret: set KAIZHI_SECRET_KEY, or let kaizhi make one. 缺少签名密钥。")
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError as error:
        sys.exit(f"The database does not answer 数据库无法连接: {error}")
    if waiting:
        sys.exit("The database is not up to date; run: kaizhi migrate 数据库需要升级，请先运行 kaizhi migrate。")


def collect_static() -> None:
    """Hash and compress the static files into the data folder, once per version of them."""
    stamp = Path(settings.STATIC_ROOT) / ".stamp"
    wanted = _static_fingerprint()
    if stamp.exists() and stamp.read_text() == wanted:
        return
    try:
        call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    except (CommandError, OSError) as error:
        sys.exit(f"The static files cannot be prepared in {settings.STATIC_ROOT}: {error}")
    stamp.write_text(wanted)


def _static_fingerprint() -> str:
    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            facts = Path(storage.path(name)).stat()
            digest.update(f"{name}\0{storage.path(name)}\0{facts.st_size}\0{facts.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def run(plan: Plan, *, on_start: Callable[[], None] | None = None, quiet: bool = False) -> int:
    """Answer until stopped by a signal.

    With the worker inside there is one process: two of them would keep two workers, which is `kaizhi worker`'s job.
    """
    connections.close_all()  # the processes are forked from this one: a connection must not be shared
    server = Granian(
        APPLICATION_WITH_WORKER if plan.with_worker else APPLICATION,
        address=plan.host,
        port=plan.port,
        interface=Interfaces.WSGI,
        factory=plan.with_worker,
        workers=1 if plan.with_worker else plan.workers,
        blocking_threads=plan.threads,
        websockets=False,
        respawn_failed_workers=True,
        workers_kill_timeout=SECONDS_TO_FINISH,
        log_level=LogLevels.warning if quiet else LogLevels.info,
        process_name=None,
    )
    if on_start is not None:
        server.on_startup(on_start)
    server.serve()
    return 0
