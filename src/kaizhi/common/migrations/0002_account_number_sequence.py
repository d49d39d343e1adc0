"""PostgreSQL gives account numbers from a sequence; SQLite from the counter table."""

from django.db import migrations

from kaizhi.common.ids import ACCOUNT_NUMBERS


def create(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"CREATE SEQUENCE IF NOT EXISTS kaizhi_{ACCOUNT_NUMBERS}_number")


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP SEQUENCE IF EXISTS kaizhi_{ACCOUNT_NUMBERS}_number")


class Migration(migrations.Migration):
    dependencies = [("common", "0001_initial")]
    operations = [migrations.RunPython(create, drop)]
