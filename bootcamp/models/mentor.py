"""Mentors and their teams."""

from django.conf import settings
from django.db import models

from registration.models import Entry


class MentorTeam(models.Model):
    """A mentor who advises a team during the boot camp (R1.9, R4.5)."""

    mentor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="mentored"
    )
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="mentors")
    assigned_at = models.DateTimeField()
    assigned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [models.UniqueConstraint(name="mentorteam_once", fields=["mentor", "entry"])]

    def __str__(self) -> str:
        return f"{self.mentor} advises {self.entry}"
