from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "shirube.plans"
    label = "plans"

    def ready(self) -> None:
        from shirube.plans.web.public.sentences import SENTENCES  # noqa: PLC0415 — translations need the loaded apps.
        from shirube.ui.sentences import teach  # noqa: PLC0415

        teach(SENTENCES)
