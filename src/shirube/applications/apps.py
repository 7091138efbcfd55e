from django.apps import AppConfig


class ApplicationsConfig(AppConfig):
    name = "shirube.applications"
    label = "applications"

    def ready(self) -> None:
        # Translations and registries are there only once the apps are loaded.
        from shirube.applications import plugins, tasks  # noqa: F401, PLC0415
        from shirube.applications.web.residents.sentences import SENTENCES as RESIDENTS_SENTENCES  # noqa: PLC0415
        from shirube.applications.web.sentences import SENTENCES  # noqa: PLC0415
        from shirube.applications.web.staff.log_words import ACTIONS  # noqa: PLC0415
        from shirube.ui.actions import teach_actions  # noqa: PLC0415
        from shirube.ui.sentences import teach  # noqa: PLC0415

        teach(SENTENCES)
        teach(RESIDENTS_SENTENCES)
        teach_actions(ACTIONS)
