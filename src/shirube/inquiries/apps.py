from django.apps import AppConfig


class InquiriesConfig(AppConfig):
    name = "shirube.inquiries"
    label = "inquiries"

    def ready(self) -> None:
        # Translations and registries are there only once the apps are loaded.
        from shirube.inquiries import plugins  # noqa: F401, PLC0415
        from shirube.inquiries.web.sentences import ACTIONS, SENTENCES  # noqa: PLC0415
        from shirube.ui.actions import teach_actions  # noqa: PLC0415
        from shirube.ui.sentences import teach  # noqa: PLC0415

        teach(SENTENCES)
        teach_actions(ACTIONS)
