"""Texts that bind: rules, privacy policy, consent."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hackathon.kit.translated import TranslatedField, every_language
from hackathon.kit.triggers import append_only
from hackathon.models.hackathon import Hackathon
from hackathon.states import LegalKind


class LegalText(models.Model):
    """One published version of a text: numbered, dated, never changed (R3.9, R7.1)."""

    hackathon = models.ForeignKey(Hackathon, on_delete=models.PROTECT, related_name="legal_texts")
    kind = models.CharField(max_length=10, choices=LegalKind)
    version = models.PositiveSmallIntegerField()
    title = TranslatedField(_("Title"))
    text = TranslatedField(_("Text"))
    change = TranslatedField(_("What changed"), blank=True)
    sha256 = models.CharField(max_length=64)
    published_at = models.DateTimeField()

    class Meta:
        ordering = ["kind", "-version"]
        constraints = [
            models.UniqueConstraint(
                name="legaltext_version_once", fields=["hackathon", "kind", "version"]
            ),
            models.CheckConstraint(
                name="legaltext_kind_known", condition=Q(kind__in=LegalKind.values)
            ),
            models.CheckConstraint(
                name="legaltext_in_every_language",
                condition=every_language("title") & every_language("text"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.version}"


append_only("hackathon_legaltext")
