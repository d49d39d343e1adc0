"""The commands' own ground: the environment they make and the PostgreSQL they start."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(autouse=True)
def bin_on_path(monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "bin"))
    yield
    for name in ("_bootstrap", "_postgres"):
        sys.modules.pop(name, None)


@pytest.fixture
def bootstrap(tmp_path, monkeypatch):
    """The bootstrap of a project elsewhere."""
    import _bootstrap

    (tmp_path / "pyproject.toml").write_text("[project]")
    monkeypatch.setattr(_bootstrap, "ROOT", tmp_path)
    monkeypatch.setattr(_bootstrap, "VENV", tmp_path / ".venv")
    return _bootstrap


def fake_python(path, *, says, code):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\necho called >> {path}.calls\necho '{says}' >&2\nexit {code}\n")
    path.chmod(0o755)
    return path


def calls(path):
    log = Path(f"{path}.calls")
    return len(log.read_text().splitlines()) if log.exists() else 0


def test_it_installs_once_and_again_when_the_needs_change(bootstrap, tmp_path):
    python = fake_python(bootstrap.environment_python(), says="", code=0)
    bootstrap.prepare("dev")
    bootstrap.prepare("dev")
    assert calls(python) == 1
    (tmp_path / "pyproject.toml").write_text("[project]\ndependencies = ['more']")
    bootstrap.prepare("dev")
    assert calls(python) == 2


def test_what_the_tests_installed_serves_the_demo_too(bootstrap, tmp_path):
    python = fake_python(bootstrap.environment_python(), says="", code=0)
    bootstrap.prepare("dev")
    bootstrap.prepare("")
    assert calls(python) == 1


def test_a_demo_alone_installs_again_when_a_translation_changes(bootstrap, tmp_path):
    python = fake_python(bootstrap.environment_python(), says="", code=0)
    bootstrap.prepare("")
    catalogue = tmp_path / "src" / "django.po"
    catalogue.parent.mkdir()
    catalogue.write_text("new words")
    bootstrap.prepare("")
    bootstrap.prepare("")
    assert calls(python) == 2


def test_a_failed_installation_is_tried_again(bootstrap):
    python = fake_python(bootstrap.environment_python(), says="no network", code=1)
    for _ in range(2):
        with pytest.raises(SystemExit, match="installation failed"):
            bootstrap.prepare("")
    assert calls(python) == 2


def test_a_python_without_venv_is_explained_in_one_line(bootstrap, tmp_path, monkeypatch):
    monkeypatch.setattr(
        sys, "executable", str(fake_python(tmp_path / "python", says="ensurepip is not available", code=1))
    )
    with pytest.raises(SystemExit) as refused:
        bootstrap.make_environment()
    assert "apt install python3-venv" in str(refused.value)
    assert "\n" not in str(refused.value)


def test_an_old_python_is_refused(bootstrap, monkeypatch):
    monkeypatch.setattr(bootstrap, "OLDEST_PYTHON", (99, 0))
    with pytest.raises(SystemExit, match=r"needs Python 99\.0 or newer"):
        bootstrap.enter_environment()


@pytest.fixture
def postgres():
    import _postgres

    if _postgres.find_programs() is None and os.environ.get("CI") != "true":
        pytest.skip("needs a PostgreSQL server (on Debian: apt install postgresql)")
    return _postgres


def test_a_throwaway_server_answers_and_leaves_nothing(postgres):
    import psycopg

    with postgres.throwaway_server() as url:
        folder = Path(url.partition("host=")[2])
        with psycopg.connect(url) as connection:
            row = connection.execute("SELECT current_setting('server_encoding'), lower('ÄRGER')").fetchone()
        assert row == ("UTF8", "ärger")
        server = int((folder / "data" / "postmaster.pid").read_text().split("\n")[0])
    assert not folder.exists()
    with pytest.raises(ProcessLookupError):
        os.kill(server, 0)


def test_a_failing_run_leaves_no_server_either(postgres):
    def fail(url):
        raise RuntimeError(url)

    with pytest.raises(RuntimeError) as failed, postgres.throwaway_server() as url:
        fail(url)
    assert not Path(str(failed.value).partition("host=")[2]).exists()


def test_a_command_gets_the_server_by_its_environment(postgres):
    script = f"import os; print(os.environ['{postgres.VARIABLE}'])"
    command = [sys.executable, ROOT / "bin" / "_postgres.py", sys.executable, "-c", script]
    environment = {name: value for name, value in os.environ.items() if name != postgres.VARIABLE}
    shown = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert shown.returncode == 0, shown.stderr
    assert shown.stdout.startswith("postgresql://")


def test_a_machine_without_a_server_is_told(postgres, monkeypatch):
    monkeypatch.setattr(postgres, "find_programs", lambda: None)
    with pytest.raises(postgres.ServerMissingError, match="apt install postgresql"), postgres.throwaway_server():
        pass
