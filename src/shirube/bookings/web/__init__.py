"""Pages of bookings: for residents, and for staff."""
