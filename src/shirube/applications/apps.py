from django.apps import AppConfig


class ApplicationsConfig(AppConfig):
    name = "shirube.applications"
    label = "applications"
