from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "shirube.files"
    label = "files"
