"""Pages of those who book."""
