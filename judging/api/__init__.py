"""The API of judging, by audience."""
