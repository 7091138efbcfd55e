from django.apps import AppConfig


class VisitsConfig(AppConfig):
    name = "shirube.visits"
    label = "visits"

    def ready(self) -> None:
        # Translations and registries are there only once the apps are loaded.
        from shirube.ui.actions import teach_actions  # noqa: PLC0415
        from shirube.ui.sentences import teach  # noqa: PLC0415
        from shirube.visits import plugins, receivers  # noqa: F401, PLC0415
        from shirube.visits.web.interviews.log_words import ACTIONS as INTERVIEW_ACTIONS  # noqa: PLC0415
        from shirube.visits.web.interviews.sentences import SENTENCES as INTERVIEW_SENTENCES  # noqa: PLC0415
        from shirube.visits.web.sentences_counter import SENTENCES as COUNTER_SENTENCES  # noqa: PLC0415

        teach(COUNTER_SENTENCES)
        teach(INTERVIEW_SENTENCES)
        teach_actions(INTERVIEW_ACTIONS)
