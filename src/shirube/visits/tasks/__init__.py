"""The room's background work."""
