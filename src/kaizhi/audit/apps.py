from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AuditConfig(AppConfig):
    name = "kaizhi.audit"
    label = "audit"
    verbose_name = _("audit")

    def ready(self) -> None:
        from kaizhi.access import acts  # noqa: PLC0415 models are ready only now
        from kaizhi.audit.actions import record_event  # noqa: PLC0415 as above
        from kaizhi.audit.exports import record_export  # noqa: PLC0415 as above
        from kaizhi.audit.words import find_words  # noqa: PLC0415 as above
        from kaizhi.ui.tables.exported import on_export  # noqa: PLC0415 as above

        acts.register(record_event)
        find_words()
        on_export(record_export)
