"""Letters in English."""

from __future__ import annotations

_WHAT = """
{title}
When: {time}
Where: {place}
Places: {quantity}
"""
_END = """
Reservation number: {number}
Code: {secret}
To change or cancel it: {address}

This mail was sent automatically. Replies are not read.
{city_name}"""

ENGLISH = {
    "confirmed": (
        "[{city_name}] Your reservation",
        """Dear {recipient_name},

Your reservation is confirmed. We look forward to seeing you.
"""
        + _WHAT
        + _END,
    ),
    "asked": (
        "[{city_name}] We have received your request",
        """Dear {recipient_name},

We have received your request for a reservation. It is not decided yet: the section in charge will look at it and write to you.
"""
        + _WHAT
        + _END,
    ),
    "changed": (
        "[{city_name}] Your reservation has been changed",
        """Dear {recipient_name},

Your reservation is now as follows.
"""
        + _WHAT
        + _END,
    ),
    "cancelled": (
        "[{city_name}] Your reservation has been cancelled",
        """Dear {recipient_name},

The following reservation has been cancelled.
"""
        + _WHAT
        + _END,
    ),
    "withdrawn": (
        "[{city_name}] Important: your reservation had to be cancelled",
        """Dear {recipient_name},

We are sorry: the city had to cancel the following reservation.
Reason: {reason}
To find another time, please book again on the page below.
"""
        + _WHAT
        + _END,
    ),
    "refused": (
        "[{city_name}] We cannot accept your request",
        """Dear {recipient_name},

We are sorry: we cannot accept your request for the following reservation.
Reason: {reason}
"""
        + _WHAT
        + _END,
    ),
    "promoted": (
        "[{city_name}] A place has become free: you are booked",
        """Dear {recipient_name},

A place has become free in the time slot you were waiting for, and it is reserved for you. If you cannot come, please cancel on the page below.
"""
        + _WHAT
        + _END,
    ),
    "offered": (
        "[{city_name}] A place has become free (please answer by {until})",
        """Dear {recipient_name},

A place has become free in the time slot you were waiting for. It is kept for you until {until}. Press "Book" on the page below; otherwise it goes to the next person.
"""
        + _WHAT
        + _END,
    ),
    "won": (
        "[{city_name}] You were drawn in the lottery (please confirm by {until})",
        """Dear {recipient_name},

You were drawn for the time below. It is kept for you until {until}. Press "Book" on the page below to confirm; otherwise it goes to the next person in the order of the draw.
"""
        + _WHAT
        + _END,
    ),
    "won_later": (
        "[{city_name}] A time from the lottery is offered to you (please confirm by {until})",
        """Dear {recipient_name},

Somebody before you declined, and you are next in the order of the draw. The time below is kept for you until {until}. Press "Book" on the page below to confirm; otherwise it goes to the next person.
"""
        + _WHAT
        + _END,
    ),
    "lapsed": (
        "[{city_name}] The place kept for you was passed on",
        """Dear {recipient_name},

We did not hear from you, so the place kept for you went to the next person.
"""
        + _WHAT
        + _END,
    ),
    "reminder": (
        "[{city_name}] Your reservation tomorrow",
        """Dear {recipient_name},

This is a reminder of your reservation tomorrow. If you cannot come, please cancel on the page below.
"""
        + _WHAT
        + _END,
    ),
}
