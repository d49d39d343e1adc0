"""Make the environment a command needs, once, and continue inside it. Standard library only.

A command starts with any Python that is new enough; this makes `.venv` beside the code, installs the project into it
(editable) and runs the same command again with that environment's Python. A stamp tells when nothing is to be done.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
OLDEST_PYTHON = (3, 11)
# A change in any of these means a new installation: what is needed, how it is built, or what is built by it.
STAMPED = ("pyproject.toml", "build_hook.py", "package.json", "package-lock.json", ".npmrc", "assets/charts.js")


def enter_environment(*, extra: str = "") -> None:
    """Return inside the project's environment, or replace this process by one that does."""
    if Path(sys.prefix).resolve() == VENV.resolve():
        return
    if sys.version_info < OLDEST_PYTHON:
        sys.exit(f"Kaizhi needs Python {'.'.join(map(str, OLDEST_PYTHON))} or newer; this is {sys.version.split()[0]}.")
    prepare(extra)
    python = environment_python()
    os.environ.pop("PYTHONHOME", None)
    arguments = [str(python), *sys.argv]
    if os.name == "nt":  # exec there would leave the console to the shell while we still run
        sys.exit(subprocess.call(arguments))
    os.execv(python, arguments)


def environment_python() -> Path:
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def prepare(extra: str) -> None:
    if is_installed(extra) or (not extra and is_installed("dev")):
        return
    if not environment_python().exists():
        make_environment()
    print("Installing Kaizhi into .venv (the first time takes about a minute) …", file=sys.stderr, flush=True)
    target = f"{ROOT}[{extra}]" if extra else str(ROOT)
    pip = [str(environment_python()), "-m", "pip", "--disable-pip-version-check", "install", "--quiet", "--editable"]
    if subprocess.call([*pip, target]) != 0:
        sys.exit(
            "The installation failed; the reason stands above. "
            "It needs Python's package index and, to build the page's scripts from source, npm's."
        )
    stamp(extra).write_text(fingerprint(extra))


def stamp(extra: str) -> Path:
    return VENV / f"kaizhi-{extra or 'run'}.stamp"


def is_installed(extra: str) -> bool:
    written = stamp(extra)
    return environment_python().exists() and written.exists() and written.read_text() == fingerprint(extra)


def make_environment() -> None:
    print("Making .venv …", file=sys.stderr, flush=True)
    made = subprocess.run([sys.executable, "-m", "venv", str(VENV)], capture_output=True, text=True, check=False)
    if made.returncode == 0:
        return
    said = made.stdout + made.stderr
    if "ensurepip" in said or "No module named" in said:
        sys.exit("This Python lacks venv or pip: install them (on Debian: apt install python3-venv) and try again.")
    sys.exit(f"Making .venv failed: {said}")


def fingerprint(extra: str) -> str:
    """Changes when the installation has to be repeated.

    Translations are compiled by the installation; with the developers' tools at hand, by each command.
    """
    digest = hashlib.sha256(f"{extra}\n{ROOT}\n".encode())
    catalogues = () if extra else sorted((ROOT / "src").rglob("*.po"))
    for path in (*(ROOT / name for name in STAMPED), *catalogues):
        digest.update(path.read_bytes() if path.exists() else b"absent")
    return digest.hexdigest()
