"""The API of registration, by audience."""
