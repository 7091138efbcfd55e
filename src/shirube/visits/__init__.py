"""The counter: reservation, arrival, call, interview, and the applications of all sections that come out of it."""
