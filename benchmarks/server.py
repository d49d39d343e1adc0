"""The running site: its processes, its database's, and what they have used."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import _postgres
import machine

ROOT = Path(__file__).resolve().parent.parent
WORKERS = 2
MEMORY_LIMIT_MB = 200
STARTS_WITHIN_SECONDS = 90


@dataclass(frozen=True)
class Server:
    """The running site and its database's processes."""

    port: int
    pid: int
    postmaster: int
    own_backend: int

    def backends(self) -> list[int]:
        above = machine.parents()
        return [
            pid
            for pid, parent in above.items()
            if parent == self.postmaster and pid != self.own_backend and f" {_postgres.OWNER} " in machine.command(pid)
        ]

    def cpu(self) -> tuple[float, float]:
        """Of the site's processes and of the database's; helpers of a parallel query are in the postmaster's dead."""
        ended = machine.cpu_seconds([self.postmaster], with_ended=True)
        return machine.cpu_seconds(machine.family(self.pid)), ended + machine.cpu_seconds(self.backends())

    def print_memory(self) -> None:
        family = machine.family(self.pid)
        proportional, resident = machine.memory_mb(family)
        said = f"{proportional:.0f} MB (PSS; RSS added up {resident:.0f} MB), budget {MEMORY_LIMIT_MB} MB"
        print(f"\nmemory of {WORKERS} workers and what starts them: {said}: {verdict(proportional, MEMORY_LIMIT_MB)}")


def verdict(figure: float, budget: float | None) -> str:
    if budget is None:
        return ""
    return "ok" if figure <= budget else "OVER"


@contextmanager
def serving(postmaster: int, own_backend: int) -> Iterator[Server]:
    """`kaizhi serve` on a free port of the loopback address, until the block ends."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "kaizhi", "serve", "--host", "127.0.0.1", "--port", str(port),
               "--workers", str(WORKERS)]  # fmt: skip
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src"), "KAIZHI_LOG_LEVEL": "ERROR"}
    server = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, start_new_session=True)
    try:
        _wait(server, port)
        yield Server(port, server.pid, postmaster, own_backend)
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(timeout=60)


def _wait(server: subprocess.Popen[bytes], port: int) -> None:
    until = time.monotonic() + STARTS_WITHIN_SECONDS
    while True:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/sign-in/")
            connection.getresponse().read()
        except OSError:
            if server.poll() is not None or time.monotonic() > until:
                raise
            time.sleep(0.2)
        else:
            return
