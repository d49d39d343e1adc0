import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ListPreference",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("list_name", models.CharField(max_length=60)),
                (
                    "columns",
                    models.JSONField(
                        default=list, help_text="Column keys in the order shown; empty means the list's own."
                    ),
                ),
                ("widths", models.JSONField(default=dict, help_text="Pixels by column key.")),
                ("views", models.JSONField(default=list, help_text="Saved views: key, name, query string.")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("user", "list_name"), name="one_preference_per_person_and_list")
                ],
            },
        ),
    ]
