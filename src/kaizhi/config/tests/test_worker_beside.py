"""The worker beside the pages: it outlives a failure and ends with the server."""

import threading

from kaizhi.config.wsgi_with_worker import keep_working


class Work:
    """Fails as often as told, then works until stopped."""

    def __init__(self, failures):
        self.failures = failures
        self.starts = 0
        self.works = threading.Event()

    def __call__(self, stop):
        self.starts += 1
        if self.starts <= self.failures:
            stop.set()
            raise RuntimeError("locked")
        self.works.set()
        stop.wait()


def started(work, *, rest):
    stop = threading.Event()
    thread = threading.Thread(target=keep_working, args=(work, stop), kwargs={"rest": rest})
    thread.start()
    return stop, thread


def test_it_works():
    work = Work(failures=0)
    stop, thread = started(work, rest=60)
    assert work.works.wait(10)
    stop.set()
    thread.join(10)
    assert not thread.is_alive()
    assert work.starts == 1


def test_it_starts_again_after_failures(caplog):
    work = Work(failures=2)
    stop, thread = started(work, rest=0.01)
    assert work.works.wait(10)
    stop.set()
    thread.join(10)
    assert not thread.is_alive()
    assert work.starts == 3
    assert [record.getMessage() for record in caplog.records].count(
        "The background worker failed; it starts again in 0.01 seconds."
    ) == 2


def test_it_can_be_stopped_while_it_rests():
    work = Work(failures=100)
    stop, thread = started(work, rest=60)
    stop.set()
    thread.join(10)
    assert not thread.is_alive()
