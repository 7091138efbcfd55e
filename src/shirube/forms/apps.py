from django.apps import AppConfig


class FormsConfig(AppConfig):
    name = "shirube.forms"
    label = "forms"

    def ready(self) -> None:
        from shirube.forms import plugins  # noqa: F401, PLC0415 — tasks need the loaded apps.
        from shirube.forms.web.sentences import SENTENCES  # noqa: PLC0415 — translations need the loaded apps.
        from shirube.ui.sentences import teach  # noqa: PLC0415

        teach(SENTENCES)
