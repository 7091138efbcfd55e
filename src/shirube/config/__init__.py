"""Settings, addresses and start-up: the only place that composes everything."""
