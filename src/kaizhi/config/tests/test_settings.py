"""The signing secret: made once, for its owner only, and the same for all processes that start together."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from kaizhi.config.settings import _secret

TOGETHER = 8


@pytest.fixture(autouse=True)
def no_secret_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KAIZHI_SECRET_KEY", raising=False)


def test_it_works(tmp_path: Path):
    secret = _secret(tmp_path / "data")
    assert len(secret) > 50
    assert _secret(tmp_path / "data") == secret
    assert [stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "data").iterdir()] == [0o600]


def test_who_starts_together_gets_the_same(tmp_path: Path):
    barrier = Barrier(TOGETHER)

    def start(folder: Path) -> str:
        barrier.wait()
        return _secret(folder)

    with ThreadPoolExecutor(TOGETHER) as pool:
        for attempt in range(30):
            folder = tmp_path / str(attempt)
            assert len(set(pool.map(start, [folder] * TOGETHER))) == 1
            assert [path.name for path in folder.iterdir()] == ["secret"]
