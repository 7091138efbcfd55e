from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "shirube.plans"
    label = "plans"

    def ready(self) -> None:
        from shirube.plans.web import sentences_sheets  # noqa: PLC0415 — translations are there only now.
        from shirube.ui.sentences import teach  # noqa: PLC0415

        teach(sentences_sheets.SENTENCES)
