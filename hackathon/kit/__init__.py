"""Tools without models. A tool that learns what a hackathon is does not belong here."""
