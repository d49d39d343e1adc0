import signal
import threading

from django.core.management.base import BaseCommand

from kaizhi.jobs.worker import run_worker


class Command(BaseCommand):
    help = "Run background tasks and schedules until stopped (后台任务)."

    def handle(self, *_args: object, **_options: object) -> None:
        stop = threading.Event()
        for name in (signal.SIGINT, signal.SIGTERM):
            signal.signal(name, lambda *_: stop.set())
        run_worker(stop)
