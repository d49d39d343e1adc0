"""The shared cast, and the book in which everything exists once."""

from collections.abc import Callable

import pytest

from kaizhi.config.tests.scene import Scene, make_scene
from kaizhi.conftest import Cast, acme, cast, sign_in

__all__ = ["acme", "cast", "make_book", "scene", "sign_in"]


@pytest.fixture
def make_book(cast: Cast, settings, tmp_path) -> Callable[..., Scene]:
    """Make the book with another mark before every text of it."""
    settings.MEDIA_ROOT = tmp_path
    return lambda mark: make_scene(cast, mark)


@pytest.fixture
def scene(make_book: Callable[..., Scene]) -> Scene:
    return make_book("Zyx")
