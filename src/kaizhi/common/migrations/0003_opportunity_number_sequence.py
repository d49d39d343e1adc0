"""PostgreSQL gives opportunity numbers from a sequence; SQLite from the counter table."""

from django.db import migrations

from kaizhi.common.ids import OPPORTUNITY_NUMBERS


def create(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"CREATE SEQUENCE IF NOT EXISTS kaizhi_{OPPORTUNITY_NUMBERS}_number")


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP SEQUENCE IF EXISTS kaizhi_{OPPORTUNITY_NUMBERS}_number")


class Migration(migrations.Migration):
    dependencies = [("common", "0002_account_number_sequence")]
    operations = [migrations.RunPython(create, drop)]
