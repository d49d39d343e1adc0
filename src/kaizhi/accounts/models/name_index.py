"""The table of the name search, so that Django knows it (a flush empties it). Only search.py reads and writes it."""

from django.db import models


class NameIndex(models.Model):
    """One row for each account. The terms beside the key are the database's own kind of column, known to search.py."""

    account_id = models.BigIntegerField(primary_key=True, db_column="rowid")

    class Meta:
        db_table = "accounts_search"
        verbose_name = "name index"
        verbose_name_plural = "name index"

    def __str__(self) -> str:
        return str(self.account_id)
