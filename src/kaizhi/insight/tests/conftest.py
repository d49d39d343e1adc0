"""Running what waits in the background, here and now."""

from collections.abc import Callable

import pytest
from django.db import connection

from kaizhi.jobs.worker import run_pending


@pytest.fixture
def in_background(django_capture_on_commit_callbacks) -> Callable[[Callable[[], object]], None]:
    """Do an act, commit it, and let the worker do what the act left it."""

    def act(do: Callable[[], object]) -> None:
        connection.run_on_commit.clear()  # what the fixtures did counts as committed
        with django_capture_on_commit_callbacks(execute=True):
            do()
        run_pending()

    return act
