from django.apps import AppConfig


class VenuesConfig(AppConfig):
    name = "shirube.venues"
    label = "venues"
