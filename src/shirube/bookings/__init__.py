"""Resources, calendars, slots with capacity, holds, reservations, waiting lists and lotteries: what is booked, not what for."""
