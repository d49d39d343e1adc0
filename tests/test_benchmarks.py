"""The benchmark of the site runs, asks everything it should, and prints a figure for each. No figure is judged here."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LINE = re.compile(r"^(?P<name>[a-z].{46})\s*[\d.]+\s+[\d.]+\s+[\d.]+", re.MULTILINE)


@pytest.mark.postgres
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
def test_it_works():
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("KAIZHI_", "DATABASE_"))}
    command = [sys.executable, str(ROOT / "benchmarks" / "site.py"), "--small"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=600, check=False)
    assert done.returncode == 0, done.stderr
    measured = [match["name"].strip() for match in LINE.finditer(done.stdout)]
    for asked in ("an empty answer", "customers, first page", "search, one company", "account page", "group page",
                  "radar", "create, with duplicate check"):  # fmt: skip
        assert any(name.startswith(asked) for name in measured), done.stdout
    assert re.search(r"memory of 2 workers .*: \d+ MB", done.stdout)
    assert len(re.findall(r"(?:SQLite|PostgreSQL) +(?:check|write) +[\d,]+ by CPU time", done.stdout)) == 4
    assert "Traceback" not in done.stderr
