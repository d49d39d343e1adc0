"""The site must not carry the engine: it is loaded by who computes."""

import subprocess
import sys

CODE = """
import django, sys
django.setup()
import kaizhi.config.urls
print([name for name in ("duckdb", "numpy", "narwhals", "kaizhi.scoring") if name in sys.modules])
"""


def test_pages_do_not_load_the_engine():
    done = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=False)
    assert (done.stderr, done.stdout.strip()) == ("", "[]")
