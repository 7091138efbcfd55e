from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "shirube.portal"
    label = "portal"
