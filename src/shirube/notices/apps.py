from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "shirube.notices"
    label = "notices"
