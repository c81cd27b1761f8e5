"""The project package and the ground floor: people, the hackathon, its stages, letters, audit."""

from hackathon.celery import app as celery_app

__all__ = ["celery_app"]
