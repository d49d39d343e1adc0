"""The WSGI application with the background worker in a thread beside it: one process that does everything."""

import logging
import threading
from collections.abc import Callable
from multiprocessing.util import Finalize

from django.core.handlers.wsgi import WSGIHandler

from kaizhi.config.wsgi import application
from kaizhi.jobs.worker import run_worker

SECONDS_TO_FINISH = 5
SECONDS_TO_REST = 5.0

logger = logging.getLogger("kaizhi.jobs")


def application_with_worker() -> WSGIHandler:
    """Start the worker in the process that answers, and give the server what answers."""
    stop = threading.Event()
    thread = threading.Thread(target=keep_working, args=(run_worker, stop), name="kaizhi-worker", daemon=True)
    thread.start()

    def finish() -> None:
        """Let the task at hand end. What does not end in time is handed out again after the next start."""
        stop.set()
        thread.join(SECONDS_TO_FINISH)

    # The server's processes are children of multiprocessing, which end without running what atexit holds.
    Finalize(None, finish, exitpriority=10)
    return application


def keep_working(
    work: Callable[[threading.Event], None], stop: threading.Event, *, rest: float = SECONDS_TO_REST
) -> None:
    """Start the work again when it fails: nobody else would, and a database that was locked for long is free later."""
    while not stop.is_set():
        this_time = threading.Event()  # the work sets the event it was given when it ends, for whatever reason
        threading.Thread(target=_pass_on, args=(stop, this_time), daemon=True).start()
        try:
            work(this_time)
        except Exception:
            logger.exception("The background worker failed; it starts again in %s seconds.", rest)
            stop.wait(rest)


def _pass_on(stop: threading.Event, this_time: threading.Event) -> None:
    stop.wait()
    this_time.set()
