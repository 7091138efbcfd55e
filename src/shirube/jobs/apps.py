from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "shirube.jobs"
    label = "jobs"
