from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "shirube.files"
    label = "files"

    def ready(self) -> None:
        from shirube.files.web.sentences import SENTENCES  # noqa: PLC0415 — translations need the loaded apps.
        from shirube.ui.sentences import teach  # noqa: PLC0415

        teach(SENTENCES)
