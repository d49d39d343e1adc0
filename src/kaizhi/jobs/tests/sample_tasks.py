"""Tasks for the tests of the worker."""

from django_tasks import task

done: list[str] = []


@task()
def note(word: str) -> None:
    done.append(word)


@task()
def fail() -> None:
    raise OSError("out of paper")
