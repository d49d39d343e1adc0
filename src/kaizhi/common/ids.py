"""Identifiers known before the row is written.

A tree's path is made of its members' numbers, so they must be known before the insert, by the thousand and without
making two writers wait for each other. PostgreSQL has sequences for that; SQLite has one writer at a time anyway, so a
counter row serves.
"""

from django.db import connection, models


class Counter(models.Model):
    """The last number given out, by name. Used on SQLite only."""

    name = models.CharField(max_length=40, primary_key=True)
    value = models.BigIntegerField(default=0)

    class Meta:
        app_label = "common"

    def __str__(self) -> str:
        return f"{self.name}: {self.value}"


ACCOUNT_NUMBERS = "account"
OPPORTUNITY_NUMBERS = "opportunity"


def take_numbers(name: str, count: int = 1) -> list[int]:
    """`count` fresh numbers, ascending. Numbers of a rolled-back transaction may be lost, never given twice."""
    if count < 1:
        return []
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT nextval('kaizhi_{name}_number') FROM generate_series(1, %s)", [count])  # noqa: S608
            return [row[0] for row in cursor.fetchall()]
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO common_counter (name, value) VALUES (%s, %s) "
            "ON CONFLICT (name) DO UPDATE SET value = common_counter.value + excluded.value RETURNING value",
            [name, count],
        )
        last = int(cursor.fetchone()[0])
    return list(range(last - count + 1, last + 1))
