"""The shared cast, and the book in which everything exists once."""

from collections.abc import Callable

import pytest

from kaizhi.config.tests.scene import Scene, make_scene
from kaizhi.conftest import Cast, acme, cast, sign_in

__all__ = ["acme", "cast", "make_book", "media", "scene", "sign_in"]


@pytest.fixture
def media(settings, tmp_path) -> None:
    """Uploads of a test go with the test."""
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def make_book(cast: Cast, media: None) -> Callable[..., Scene]:
    """Make the book with another mark before every text of it."""
    return lambda mark: make_scene(cast, mark)


@pytest.fixture
def scene(make_book: Callable[..., Scene]) -> Scene:
    return make_book("Zyx")
