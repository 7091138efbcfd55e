from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "shirube.files"
    label = "files"

    def ready(self) -> None:
        from shirube.files import plugins  # noqa: F401, PLC0415 — registries are there once the apps are loaded.
        from shirube.files.web.sentences import SENTENCES  # noqa: PLC0415 — translations need the loaded apps.
        from shirube.ui.sentences import teach  # noqa: PLC0415

        teach(SENTENCES)
