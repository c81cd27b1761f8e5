"""Keys with which a person's programs act in the person's name."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class ApiToken(models.Model):
    """One named key. Only its hash is kept: whoever reads the table can do nothing with it."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="api_tokens"
    )
    name = models.CharField(_("Name"), max_length=60)
    sha256 = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(name="apitoken_has_a_name", condition=~Q(name="")),
            models.CheckConstraint(
                name="apitoken_expires_after_it_begins",
                condition=Q(created_at__lt=F("expires_at")),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def opens_at(self, now: datetime) -> bool:
        """Whether the key opens anything at `now`."""
        return self.ended_at is None and now < self.expires_at
