"""The wheel as a user gets it: built from what is committed, installed where nothing is, started without Node."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import sysconfig
import time
import urllib.error
import urllib.request
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
VENDOR = "kaizhi/ui/static/vendor"
DEMO_STARTS_WITHIN_SECONDS = 240

pytestmark = pytest.mark.packaging


def committed_files():
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True).stdout
    return [name for name in listed.split("\0") if name and (ROOT / name).is_file()]


def bare_environment(**more):
    """Nothing of ours, no Node on the path, and no way out to a network for a client that honours a proxy."""
    kept = {name: value for name, value in os.environ.items() if name in {"HOME", "LANG", "TMPDIR"}}
    return {**kept, "PATH": "/nowhere", "http_proxy": "http://127.0.0.1:9", "https_proxy": "http://127.0.0.1:9", **more}


@pytest.fixture(scope="session")
def wheel(tmp_path_factory):
    """Built by pip from the committed files alone, with the interpreter's folder as the whole path."""
    source, out = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("wheel")
    for name in committed_files():
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, source / name)
    environment = {**os.environ, "PATH": str(Path(sys.executable).parent)}
    assert shutil.which("node", path=environment["PATH"]) is None
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", str(out), str(source)]
    built = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stdout + built.stderr
    return next(out.glob("*.whl"))


@pytest.fixture(scope="session")
def kaizhi(wheel, tmp_path_factory):
    """The command in an environment that holds the wheel, and beside it the libraries of this one."""
    home = tmp_path_factory.mktemp("environment")
    venv.create(home, with_pip=True)
    python = home / "bin" / "python"
    install = [python, "-m", "pip", "install", "--quiet", "--no-index", "--no-deps", wheel]
    subprocess.run(install, check=True, env=bare_environment())
    site = next((home / "lib").glob("python*/site-packages"))
    (site / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return home / "bin" / "kaizhi"


def run(command, *arguments, cwd, **more):
    return subprocess.run(
        [command, *arguments], cwd=cwd, env=bare_environment(**more), capture_output=True, text=True, check=False
    )


def test_the_wheel_holds_what_a_page_needs(wheel):
    held = set(zipfile.ZipFile(wheel).namelist())
    committed = {name.removeprefix("src/") for name in committed_files() if name.startswith("src/kaizhi/")}
    shown = {
        name for name in committed if re.search(r"/(templates|static|migrations)/", name) and "/tests/" not in name
    }
    compiled = {name.removesuffix(".po") + ".mo" for name in committed if name.endswith(".po")}
    assert shown
    assert compiled
    wanted = shown | compiled | {f"{VENDOR}/echarts.min.js"}
    wanted |= {f"{VENDOR}/licences/{name}.txt" for name in ("echarts", "zrender", "tslib")}
    assert sorted(wanted - held) == []


def test_the_wheel_holds_nothing_else(wheel):
    archive = zipfile.ZipFile(wheel)
    unwanted = re.compile(r"/tests/|conftest|node_modules|\.sqlite3|__pycache__")
    assert [name for name in archive.namelist() if unwanted.search(name)] == []
    bundle = archive.read(f"{VENDOR}/echarts.min.js").decode()
    assert "sourceMapping" + "URL" not in bundle
    assert set(re.findall(r"https?://([^/\"'` )]+)", bundle)) <= {"www.w3.org"}


def test_help_names_the_commands(kaizhi, tmp_path):
    shown = run(kaizhi, "--help", cwd=tmp_path)
    assert shown.returncode == 0, shown.stderr
    for name in ("demo", "serve", "worker", "migrate", "radar"):
        assert re.search(rf"^  {name} ", shown.stdout, re.MULTILINE)


def test_radar_starts_without_settings(kaizhi, tmp_path):
    shown = run(kaizhi, "radar", "--help", cwd=tmp_path, DJANGO_SETTINGS_MODULE="no.such.settings")
    assert shown.returncode == 0, shown.stderr
    assert "--as-of" in shown.stdout


def test_serve_refuses_debug_and_an_old_database(kaizhi, tmp_path):
    refused = run(kaizhi, "serve", cwd=tmp_path, KAIZHI_DATA_DIR=str(tmp_path), KAIZHI_DEBUG="1")
    assert refused.returncode == 1
    assert "KAIZHI_DEBUG" in refused.stderr
    refused = run(kaizhi, "serve", cwd=tmp_path, KAIZHI_DATA_DIR=str(tmp_path))
    assert refused.returncode == 1
    assert "kaizhi migrate" in refused.stderr
    assert (tmp_path / "secret").stat().st_mode & 0o777 == 0o600


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def fetch(url):
    with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(url, timeout=30) as answer:
        return answer.status, answer.headers, answer.read()


def wait_for(url, process, output):
    until = time.monotonic() + DEMO_STARTS_WITHIN_SECONDS
    while True:
        assert process.poll() is None, f"the demo ended by itself: {output.read_text()}"
        assert time.monotonic() < until, f"the demo does not answer: {output.read_text()}"
        try:
            return fetch(url)
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.5)


@pytest.fixture
def demo(kaizhi, tmp_path):
    port = free_port()
    output = (tmp_path / "output").open("w+")
    command = [kaizhi, "demo", "--no-browser", "--port", str(port), "--data", tmp_path / "data"]
    process = subprocess.Popen(
        command, cwd=tmp_path, env=bare_environment(), stdout=output, stderr=subprocess.STDOUT, start_new_session=True
    )
    try:
        yield process, f"http://127.0.0.1:{port}", tmp_path / "output"
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        output.close()


def test_the_demo_answers_and_ends(demo):
    process, address, output = demo
    status, headers, page = wait_for(f"{address}/", process, output)
    assert status == 200
    assert "default-src 'self'" in headers["Content-Security-Policy"]
    assert 'type="password"' in page.decode()
    links = re.findall(r'(?:src|href)="(/static/[^"]+)"', page.decode())
    assert any(link.endswith(".css") for link in links)
    for link in links:
        status, headers, _ = fetch(address + link)
        assert status == 200, link
        assert "immutable" in headers["Cache-Control"], link
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: every process of the command hears it
    assert process.wait(timeout=30) == 0
    shown = output.read_text()
    assert address.rpartition(":")[2] in shown
    assert "Traceback" not in shown
