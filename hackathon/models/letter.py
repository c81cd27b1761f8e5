"""Letters to people, kept until they are delivered and after."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from hackathon.models.hackathon import Hackathon


class Letter(models.Model):
    """One letter to one address. It is written with the act that it tells of, and sent after."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)  # the Message-ID
    hackathon = models.ForeignKey(
        Hackathon, on_delete=models.CASCADE, null=True, related_name="letters"
    )
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="letters"
    )
    address = models.EmailField()
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    letter = models.CharField(max_length=80)
    about = models.CharField(max_length=120)
    version = models.PositiveIntegerField(default=1)
    facts = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    due_at = models.DateTimeField()
    lapses_at = models.DateTimeField(null=True)  # from then on it would say nothing true
    attempts = models.PositiveSmallIntegerField(default=0)
    claim = models.UUIDField(null=True, editable=False)
    claimed_until = models.DateTimeField(null=True)
    subject = models.CharField(max_length=250, blank=True)
    body = models.TextField(blank=True)
    sent_at = models.DateTimeField(null=True)
    bounced_at = models.DateTimeField(null=True)
    failure = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["-created_at", "-id"]
        indexes = [
            models.Index(
                name="letter_to_do",
                fields=["due_at", "id"],
                condition=Q(sent_at__isnull=True, bounced_at__isnull=True),
            ),
            models.Index(
                name="letter_sent_lately",
                fields=["-sent_at"],
                condition=Q(sent_at__isnull=False),
            ),
            models.Index(
                name="letter_given_up",
                fields=["hackathon", "bounced_at"],
                condition=Q(bounced_at__isnull=False),
            ),
            models.Index(name="letter_by_recipient", fields=["recipient", "-created_at"]),
        ]
        constraints = [
            models.UniqueConstraint(
                name="letter_once", fields=["address", "letter", "about", "version"]
            ),
            models.CheckConstraint(
                name="letter_sent_or_bounced",
                condition=Q(sent_at__isnull=True) | Q(bounced_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.letter} to {self.address}"

    @property
    def state(self) -> str:
        """What became of the letter: `sent`, `bounced` or `waiting`."""
        return "sent" if self.sent_at else "bounced" if self.bounced_at else "waiting"
