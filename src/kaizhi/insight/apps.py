from datetime import time

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

NIGHTLY_AT = time(2, 30)


class InsightConfig(AppConfig):
    name = "kaizhi.insight"
    label = "insight"
    verbose_name = _("Scores")

    def ready(self) -> None:
        from kaizhi.audit.actions import listen  # noqa: PLC0415 models are ready only now
        from kaizhi.insight.staleness import hear  # noqa: PLC0415 as above
        from kaizhi.insight.tasks import start_nightly  # noqa: PLC0415 as above
        from kaizhi.jobs.schedules import every_day  # noqa: PLC0415 as above

        listen(hear)
        every_day("insight.nightly", NIGHTLY_AT, start_nightly)
