"""Telling that a list left the house as a file. The audit trail stands above and registers itself at the start."""

from collections.abc import Callable

from kaizhi.ui.tables.page import ListPage

Listener = Callable[[ListPage, str], object]
_listeners: list[Listener] = []


def on_export(listener: Listener) -> None:
    """`listener(page, format)` is called when a file has been made. Registering twice is once."""
    if listener not in _listeners:
        _listeners.append(listener)


def tell_export(page: ListPage, wanted: str) -> None:
    for listener in _listeners:
        listener(page, wanted)
