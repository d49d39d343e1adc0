"""kaizhi load_demo_book: fill an empty database with the made-up book of customers."""

import argparse
from datetime import date

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from kaizhi.common.dates import today
from kaizhi.interchange.demo_book import generate_book
from kaizhi.interchange.demo_book.load import BookExists, load_book, score_loaded, throw_away
from kaizhi.jobs.worker import run_pending


class Command(BaseCommand):
    help = "Fill an empty database with a made-up book of customers (虚构的客户数据)."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--as-of", type=date.fromisoformat, help="the day the book describes (default: today)")
        parser.add_argument(
            "--fresh", action="store_true", help="empty the whole database first; only where KAIZHI_DEMO=1 is set"
        )

    def handle(self, *_args: str, as_of: date | None, fresh: bool, **_options: object) -> None:
        if fresh and not settings.DEMO:
            raise CommandError("--fresh empties the whole database; it is refused unless KAIZHI_DEMO=1 is set.")
        if fresh:
            throw_away()
        book = generate_book(as_of or today())
        try:
            director = load_book(book)
        except BookExists as error:
            raise CommandError(
                f"{error} Load the demo book into an empty database, or use --fresh in a demo."
            ) from error
        run = score_loaded(book, by=director)
        run_pending()  # what loading itself has asked for, so that no page shows its figures as out of date
        self.stdout.write(f"{run.n_accounts} customers, {run.n_groups} groups as of {book.as_of}.")
