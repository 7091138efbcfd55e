from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "shirube.portal"
    label = "portal"

    def ready(self) -> None:
        from shirube.portal import plugins  # noqa: F401, PLC0415 — the registries are there only now.
