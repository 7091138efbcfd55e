from django.apps import AppConfig


class BookingsConfig(AppConfig):
    name = "shirube.bookings"
    label = "bookings"
