from django.apps import AppConfig


class VenuesConfig(AppConfig):
    name = "shirube.venues"
    label = "venues"

    def ready(self) -> None:
        # Translations and registries are there only once the apps are loaded.
        from shirube.ui.sentences import teach  # noqa: PLC0415
        from shirube.venues import plugins, receivers  # noqa: F401, PLC0415
        from shirube.venues.web.sentences import SENTENCES  # noqa: PLC0415

        teach(SENTENCES)
