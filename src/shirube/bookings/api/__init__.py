"""Booking for programs: slots, booking, confirming, cancelling."""
