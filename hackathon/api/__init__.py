"""The API of the ground floor."""
