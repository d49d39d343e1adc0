"""A PostgreSQL server of its own for tests and benchmarks: made in a temporary folder, gone afterwards.

It listens on a socket in that folder only, so it meets no other server and needs no port. PostgreSQL refuses to run as
root; then an unprivileged user runs it. By hand: python bin/_postgres.py COMMAND [ARGUMENT ...] runs a command with
KAIZHI_TEST_DATABASE_URL set.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

VARIABLE = "KAIZHI_TEST_DATABASE_URL"
OWNER = "kaizhi"
UNPRIVILEGED = ("postgres", "nobody")
PLACES = (
    "/usr/lib/postgresql/*/bin",  # Debian
    "/usr/pgsql-*/bin",  # Red Hat
    "/opt/homebrew/opt/postgresql*/bin",
    "/usr/local/opt/postgresql*/bin",
)
STARTS_WITHIN_SECONDS = 60
# A test's data dies with it, so waiting for the disk only costs time. A benchmark of writes asks for a durable server.
FORGETFUL = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


class ServerMissingError(RuntimeError):
    """No server's programs on this machine, or they do not start."""


def find_programs() -> Path | None:
    """The folder that holds initdb and postgres, of the newest version found."""
    folders = [Path(found).resolve().parent for found in [shutil.which("initdb")] if found]
    folders += sorted((path for place in PLACES for path in Path("/").glob(place[1:])), key=_version, reverse=True)
    return next((folder for folder in folders if _holds_server(folder)), None)


def _version(folder: Path) -> int:
    digits = re.findall(r"\d+", str(folder))
    return int(digits[0]) if digits else 0


def _holds_server(folder: Path) -> bool:
    return (folder / "initdb").exists() and (folder / "postgres").exists()


@contextmanager
def throwaway_server(*, durable: bool = False) -> Iterator[str]:
    """Start a server, give its URL, and remove it with all its data in the end."""
    programs = find_programs()
    if programs is None:
        raise ServerMissingError("No PostgreSQL server found (on Debian: apt install postgresql).")
    folder = Path(tempfile.mkdtemp(prefix="kaizhi-postgres-"))
    who = _who(folder)
    server = None
    try:
        _make_cluster(programs, folder, who)
        server = _start(programs, folder, who, () if durable else FORGETFUL)
        yield f"postgresql://{OWNER}@/postgres?host={folder}"
    finally:
        if server is not None:
            _stop(server)
        shutil.rmtree(folder, ignore_errors=True)


def _who(folder: Path) -> dict[str, Any]:
    """The arguments that make a child process run as somebody whom PostgreSQL accepts, who then owns the folder."""
    if os.name == "nt" or os.geteuid() != 0:
        return {}
    import pwd

    for name in UNPRIVILEGED:
        try:
            person = pwd.getpwnam(name)
        except KeyError:
            continue
        os.chown(folder, person.pw_uid, person.pw_gid)
        return {"user": person.pw_uid, "group": person.pw_gid, "extra_groups": []}
    raise ServerMissingError(f"PostgreSQL does not run as root, and there is none of {', '.join(UNPRIVILEGED)} here.")


def _make_cluster(programs: Path, folder: Path, who: dict[str, Any]) -> None:
    # Chinese letters must be letters to the server, whatever the machine's language is.
    locale = "C" if sys.platform == "darwin" else "C.UTF-8"
    options = [f"--username={OWNER}", "--auth=trust", "--encoding=UTF8", f"--locale={locale}", "--no-sync"]
    command = [str(programs / "initdb"), f"--pgdata={folder / 'data'}", *options]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, **who)
    if done.returncode != 0:
        raise ServerMissingError(f"initdb failed: {done.stdout}{done.stderr}")


def _start(programs: Path, folder: Path, who: dict[str, Any], settings: tuple[str, ...]) -> subprocess.Popen[bytes]:
    command = [str(programs / "postgres"), "-D", str(folder / "data"), "-k", str(folder), "-c", "listen_addresses="]
    for setting in settings:
        command += ["-c", setting]
    log = folder / "server.log"
    with log.open("wb") as output:
        # A session of its own: Ctrl-C in the terminal must reach the tests first, and the server only through them.
        server = subprocess.Popen(
            command, cwd=folder, stdout=output, stderr=subprocess.STDOUT, start_new_session=True, **who
        )
    try:
        _wait(server, folder)
    except BaseException:
        _stop(server)
        raise
    return server


def _wait(server: subprocess.Popen[bytes], folder: Path) -> None:
    until = time.monotonic() + STARTS_WITHIN_SECONDS
    while not _is_ready(folder / "data" / "postmaster.pid"):
        if server.poll() is not None or time.monotonic() > until:
            raise ServerMissingError(f"PostgreSQL did not start: {(folder / 'server.log').read_text(errors='replace')}")
        time.sleep(0.05)


def _is_ready(status: Path) -> bool:
    """The server writes how far it is into the last line of this file; its own pg_ctl waits by it too."""
    return status.exists() and status.read_text().rstrip().endswith("ready")


def _stop(server: subprocess.Popen[bytes]) -> None:
    if server.poll() is None:
        server.send_signal(signal.SIGINT)  # "fast": ends open sessions
        try:
            server.wait(timeout=30)
        except subprocess.TimeoutExpired:
            server.send_signal(signal.SIGQUIT)  # "immediate": its data are thrown away anyway
            server.wait(timeout=30)


@contextmanager
def test_database() -> Iterator[str]:
    """The server the caller named in the environment, or one of our own."""
    if given := os.environ.get(VARIABLE):
        yield given
        return
    with throwaway_server() as url:
        yield url


def run_with_server(command: list[str]) -> int:
    """Run a command with the test database's URL in its environment. A polite end of this process ends the server."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    with test_database() as url:
        return subprocess.call(command, env={**os.environ, VARIABLE: url})


if __name__ == "__main__":
    try:
        sys.exit(run_with_server(sys.argv[1:]))
    except ServerMissingError as error:
        sys.exit(str(error))
