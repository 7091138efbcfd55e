from django.apps import AppConfig


class FormsConfig(AppConfig):
    name = "shirube.forms"
    label = "forms"
