"""Signs of life of the work in the background."""

from django.db import models


class Pulse(models.Model):
    """When something that must run again and again ran last."""

    name = models.CharField(max_length=40, unique=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name} {self.at:%F %T}"
