from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "shirube.notices"
    label = "notices"

    def ready(self) -> None:
        from shirube.notices import plugins  # noqa: F401, PLC0415 — tasks need the loaded apps.
        from shirube.notices.web.sentences import SENTENCES  # noqa: PLC0415
        from shirube.ui.sentences import teach  # noqa: PLC0415

        teach(SENTENCES)
