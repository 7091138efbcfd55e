from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "shirube.plans"
    label = "plans"
