from django.apps import AppConfig


class VisitsConfig(AppConfig):
    name = "shirube.visits"
    label = "visits"
