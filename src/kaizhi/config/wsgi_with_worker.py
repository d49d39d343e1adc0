"""The WSGI application with the background worker in a thread beside it: one process that does everything."""

import threading
from multiprocessing.util import Finalize

from kaizhi.config.wsgi import application
from kaizhi.jobs.worker import run_worker

__all__ = ["application"]

SECONDS_TO_FINISH = 5

_stop = threading.Event()
_thread = threading.Thread(target=run_worker, args=(_stop,), name="kaizhi-worker", daemon=True)
_thread.start()


def _finish() -> None:
    """Let the task at hand end. What does not end in time is handed out again after the next start."""
    _stop.set()
    _thread.join(SECONDS_TO_FINISH)


# The server's processes are children of multiprocessing, which end without running what atexit holds.
_finalizer = Finalize(None, _finish, exitpriority=10)
