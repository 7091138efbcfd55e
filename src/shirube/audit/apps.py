from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AuditConfig(AppConfig):
    name = "shirube.audit"
    label = "audit"
    verbose_name = "監査記録"

    def ready(self) -> None:
        from django.apps import apps  # noqa: PLC0415 — the registry is complete only now.

        from shirube.kernel.tenancy import protect_all_rows  # noqa: PLC0415

        def protect(using: str = "default", **_: object) -> None:
            protect_all_rows(apps=apps, using=using)

        post_migrate.connect(protect, sender=self, weak=False, dispatch_uid="shirube.row_security")
