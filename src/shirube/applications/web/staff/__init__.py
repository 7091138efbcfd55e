"""Pages of the staff: the list of cases, the case, and every act on it."""
