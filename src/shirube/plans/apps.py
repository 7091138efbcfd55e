from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "shirube.plans"
    label = "plans"

    def ready(self) -> None:
        # Translations and registries are there only once the apps are loaded.
        from shirube.plans import plugins, receivers  # noqa: F401, PLC0415
        from shirube.plans.web import sentences, sentences_sheets  # noqa: PLC0415
        from shirube.plans.web.public.sentences import SENTENCES as PUBLIC_SENTENCES  # noqa: PLC0415
        from shirube.ui.sentences import teach  # noqa: PLC0415

        teach(sentences.SENTENCES)
        teach(sentences_sheets.SENTENCES)
        teach(PUBLIC_SENTENCES)
