"""A believable hackathon, made through the services as people would make it."""
