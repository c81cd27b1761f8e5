"""Settings: base, and what differs in local, test and production."""
