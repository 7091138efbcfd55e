from django.apps import AppConfig


class VenuesConfig(AppConfig):
    name = "shirube.venues"
    label = "venues"

    def ready(self) -> None:
        # Translations and registries are there only once the apps are loaded.
        from shirube.ui.actions import teach_actions  # noqa: PLC0415
        from shirube.ui.sentences import teach  # noqa: PLC0415
        from shirube.venues import plugins, receivers  # noqa: F401, PLC0415
        from shirube.venues.web.sentences import ACTIONS, SENTENCES  # noqa: PLC0415

        teach(SENTENCES)
        teach_actions(ACTIONS)
