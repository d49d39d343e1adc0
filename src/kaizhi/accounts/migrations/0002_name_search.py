"""The search index of names: FTS5 on SQLite, tsvector with GIN on PostgreSQL (docs/algorithms/name_search.md)."""

from django.db import migrations, models

SQLITE = "CREATE VIRTUAL TABLE accounts_search USING fts5(name, former, code, tokenize = 'unicode61 remove_diacritics 0')"
POSTGRES = (
    "CREATE TABLE accounts_search (rowid bigint PRIMARY KEY REFERENCES accounts_account (id) ON DELETE CASCADE "
    "DEFERRABLE INITIALLY DEFERRED, terms tsvector NOT NULL)",
    "CREATE INDEX accounts_search_terms ON accounts_search USING gin (terms)",
)

def create(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for statement in POSTGRES:
            schema_editor.execute(statement)
    else:
        schema_editor.execute(SQLITE)


def drop(apps, schema_editor):
    schema_editor.execute("DROP TABLE accounts_search")


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]
    operations = [
        migrations.SeparateDatabaseAndState(
            [migrations.RunPython(create, drop)],
            [
                migrations.CreateModel(
                    name="NameIndex",
                    fields=[("account_id", models.BigIntegerField(db_column="rowid", primary_key=True, serialize=False))],
                    options={
                        "db_table": "accounts_search",
                        "verbose_name": "name index",
                        "verbose_name_plural": "name index",
                    },
                )
            ],
        )
    ]
