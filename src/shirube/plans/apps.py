from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "shirube.plans"
    label = "plans"

    def ready(self) -> None:
        from shirube.plans import plugins, receivers  # noqa: F401, PLC0415 — the registries are there only now.
        from shirube.plans.web.sentences import SENTENCES  # noqa: PLC0415
        from shirube.ui.sentences import teach  # noqa: PLC0415

        teach(SENTENCES)
