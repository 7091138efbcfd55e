from django.apps import AppConfig


class BookingsConfig(AppConfig):
    name = "shirube.bookings"
    label = "bookings"

    def ready(self) -> None:
        # Translations and registries are there only once the apps are loaded.
        from shirube.bookings import plugins, tasks  # noqa: F401, PLC0415
        from shirube.bookings.web.sentences import SENTENCES  # noqa: PLC0415
        from shirube.ui.sentences import teach  # noqa: PLC0415

        teach(SENTENCES)
