from django.apps import AppConfig


class MeasuresConfig(AppConfig):
    name = "shirube.measures"
    label = "measures"

    def ready(self) -> None:
        from shirube.measures.web.sentences import SENTENCES  # noqa: PLC0415 — translations need the loaded apps.
        from shirube.ui.sentences import teach  # noqa: PLC0415

        teach(SENTENCES)
