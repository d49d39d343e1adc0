"""The demo: a database of its own with a made-up book of customers, served to this machine only."""

import os
import shutil
import socket
import subprocess
import sys
import threading
import time
import webbrowser
from pathlib import Path

FIRST_PORT, LAST_PORT = 8000, 8099
SECONDS_TO_ANSWER = 60
LOADED = "book-loaded"
ANY_ADDRESS = {"0.0.0.0", "::"}  # noqa: S104 only recognised here, when somebody asks for it


def run_demo(*, host: str, port: int | None, folder: str | None, fresh: bool, browser: bool) -> int:
    """Prepare the data once, tell who can sign in, and serve until stopped."""
    port = _port(host, port)
    _choose_settings(Path(folder) if folder else _default_folder(), host)
    import django  # noqa: PLC0415 the settings are read from what was chosen above

    django.setup()
    from django.conf import settings  # noqa: PLC0415 as above

    from kaizhi.config import serving  # noqa: PLC0415 as above

    code = _prepare(settings.DATA_DIR, fresh=fresh)
    if code:
        return code
    serving.collect_static()
    address = f"http://{'localhost' if host in {'127.0.0.1', *ANY_ADDRESS} else host}:{port}/"
    _tell(address)
    if browser and _has_screen():
        threading.Thread(target=_open_when_answering, args=(address, host, port), daemon=True).start()
    return serving.run(serving.Plan(host, port, workers=1, threads=4, with_worker=True), quiet=True)


def _default_folder() -> Path:
    home = os.environ.get("KAIZHI_DATA_DIR") or os.environ.get("XDG_DATA_HOME")
    base = Path(home) if home else Path.home() / ".local" / "share"
    return base / "kaizhi-demo"


def _choose_settings(folder: Path, host: str) -> None:
    """A demo never touches the data of a real installation: its own folder, and SQLite in it."""
    os.environ.update(
        KAIZHI_DATA_DIR=str(folder.resolve()),
        KAIZHI_DEMO="1",
        KAIZHI_INSECURE_HTTP="1",
        KAIZHI_HOSTS="*" if host in ANY_ADDRESS else f"localhost,127.0.0.1,[::1],{host}",
        DATABASE_URL="",
        DJANGO_SETTINGS_MODULE="kaizhi.config.settings",
    )


def _prepare(folder: Path, *, fresh: bool) -> int:
    """Migrate, and load the book where that was never finished. Half a book is thrown away."""
    loaded = folder / LOADED
    if fresh or not loaded.exists():
        _throw_away(folder)
        _say("正在准备演示数据（约一分钟）… Preparing the demo's data, about a minute …")
    steps = [["migrate", "--verbosity", "0"]] + ([] if loaded.exists() else [["load_demo_book"]])
    for step in steps:
        # In a process of its own: the serving processes are forked from this one, which must hold no other threads.
        code = subprocess.call([sys.executable, "-m", "kaizhi", *step])  # noqa: S603 our own command
        if code:
            return code
    loaded.touch()
    return 0


def _throw_away(folder: Path) -> None:
    (folder / LOADED).unlink(missing_ok=True)
    for path in folder.glob("kaizhi.sqlite3*"):
        path.unlink()
    shutil.rmtree(folder / "uploads", ignore_errors=True)


def _tell(address: str) -> None:
    from django.utils import translation  # noqa: PLC0415 after the settings

    from kaizhi.interchange.demo_book.people import PASSWORD, PEOPLE  # noqa: PLC0415 as above

    people = [person for person in PEOPLE if person.description]
    lines = ["", f"  开枝演示 Kaizhi demo: {address}", "", f"  登录 Sign in as (密码 password: {PASSWORD}):"]
    for person in people:
        with translation.override("zh-hans"):
            chinese = translation.gettext(person.description)
        lines.append(f"    {person.username:16} {person.name}  {chinese}\n{'':21}{person.description}")
    _say("\n".join([*lines, "", "  Ctrl+C 结束 stops it.", ""]))


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def _port(host: str, wanted: int | None) -> int:
    """The port asked for, or the first free one."""
    reason: OSError | None = None
    for port in [wanted] if wanted else range(FIRST_PORT, LAST_PORT + 1):
        with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError as error:
                reason = error
                continue
            return port
    sys.exit(f"Cannot listen on {host}:{wanted or FIRST_PORT} 无法监听: {reason}")


def _has_screen() -> bool:
    """Without one, webbrowser would start a text browser inside this terminal."""
    return sys.platform in {"win32", "darwin"} or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _open_when_answering(address: str, host: str, port: int) -> None:
    until = time.monotonic() + SECONDS_TO_ANSWER
    while time.monotonic() < until:
        try:
            socket.create_connection((host, port), timeout=1).close()
        except OSError:
            time.sleep(0.2)
            continue
        webbrowser.open(address)
        return
