"""The WSGI application with the background worker in a thread beside it: one process that does everything."""

import threading
from multiprocessing.util import Finalize

from django.core.handlers.wsgi import WSGIHandler

from kaizhi.config.wsgi import application
from kaizhi.jobs.worker import run_worker

SECONDS_TO_FINISH = 5


def application_with_worker() -> WSGIHandler:
    """Start the worker in the process that answers, and give the server what answers."""
    stop = threading.Event()
    thread = threading.Thread(target=run_worker, args=(stop,), name="kaizhi-worker", daemon=True)
    thread.start()

    def finish() -> None:
        """Let the task at hand end. What does not end in time is handed out again after the next start."""
        stop.set()
        thread.join(SECONDS_TO_FINISH)

    # The server's processes are children of multiprocessing, which end without running what atexit holds.
    Finalize(None, finish, exitpriority=10)
    return application
