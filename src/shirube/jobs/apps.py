from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "shirube.jobs"
    label = "jobs"

    def ready(self) -> None:
        from shirube.jobs import plugins  # noqa: F401, PLC0415 — tasks need the loaded apps.
        from shirube.jobs.web.sentences import SENTENCES  # noqa: PLC0415
        from shirube.ui.sentences import teach  # noqa: PLC0415

        teach(SENTENCES)
