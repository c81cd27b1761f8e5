"""News of a hackathon (R1.4)."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from hackathon.kit.translated import TranslatedField, say
from hackathon.models.hackathon import Hackathon


class News(models.Model):
    """One announcement on the public site."""

    hackathon = models.ForeignKey(Hackathon, on_delete=models.CASCADE, related_name="news")
    title = TranslatedField(_("Title"))
    text = TranslatedField(_("Text"))
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    published_at = models.DateTimeField()

    class Meta:
        ordering = ["-published_at", "-id"]
        verbose_name_plural = "news"

    def __str__(self) -> str:
        return say(self.title)
