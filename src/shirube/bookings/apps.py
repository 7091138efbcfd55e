from django.apps import AppConfig


class BookingsConfig(AppConfig):
    name = "shirube.bookings"
    label = "bookings"

    def ready(self) -> None:
        # Translations and registries are there only once the apps are loaded.
        from shirube.bookings import plugins, tasks  # noqa: F401, PLC0415
        from shirube.bookings.web.acts import ACTIONS  # noqa: PLC0415
        from shirube.bookings.web.residents.turns import lead_to_turn  # noqa: PLC0415
        from shirube.bookings.web.sentences import SENTENCES  # noqa: PLC0415
        from shirube.ui.actions import teach_actions  # noqa: PLC0415
        from shirube.ui.sentences import teach, teach_way  # noqa: PLC0415

        teach(SENTENCES)
        teach_way("bookings.turn_needed", lead_to_turn)
        teach_actions(ACTIONS)
