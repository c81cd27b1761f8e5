"""Pages of registration, by audience."""
