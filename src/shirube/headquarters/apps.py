from django.apps import AppConfig


class HeadquartersConfig(AppConfig):
    name = "shirube.headquarters"
    label = "headquarters"

    def ready(self) -> None:
        # Translations and registries are there only once the apps are loaded.
        from shirube.headquarters import plugins  # noqa: F401, PLC0415
        from shirube.headquarters.web.proposals import sentences as of_proposals  # noqa: PLC0415
        from shirube.headquarters.web.sentences import ACTIONS, SENTENCES  # noqa: PLC0415
        from shirube.headquarters.web.support import words as of_support  # noqa: PLC0415
        from shirube.ui.actions import teach_actions  # noqa: PLC0415
        from shirube.ui.sentences import teach  # noqa: PLC0415

        teach(SENTENCES)
        teach_actions(ACTIONS)
        for words in (of_proposals, of_support):
            teach(words.SENTENCES)
            teach_actions(words.ACTIONS)
