from django.apps import AppConfig


class MeasuresConfig(AppConfig):
    name = "shirube.measures"
    label = "measures"
