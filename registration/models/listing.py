"""Published lists, the entries that they open, and what teams hand in."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hackathon.kit.triggers import append_only
from hackathon.models import Stage
from registration.models.team import Team
from registration.states import EntryWay


class PublishedList(models.Model):
    """The list that ends a stage: who goes on (R3.11, R4.2). Published once, never changed."""

    stage = models.ForeignKey(Stage, on_delete=models.PROTECT, related_name="lists")
    version = models.PositiveSmallIntegerField(default=1)
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    countersigned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(name="publishedlist_version_once", fields=["stage", "version"])
        ]

    def __str__(self) -> str:
        return f"{self.stage} {self.version}"


class Entry(models.Model):
    """A team's place in a stage. How it came there is part of it."""

    stage = models.ForeignKey(Stage, on_delete=models.PROTECT, related_name="entries")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="entries")
    list = models.ForeignKey(PublishedList, on_delete=models.PROTECT, related_name="entries")
    way = models.CharField(max_length=10, choices=EntryWay)
    reason = models.TextField(blank=True)

    class Meta:
        verbose_name_plural = "entries"
        constraints = [
            models.UniqueConstraint(name="entry_once_per_stage", fields=["stage", "team"]),
            models.CheckConstraint(name="entry_way_known", condition=Q(way__in=EntryWay.values)),
            models.CheckConstraint(
                name="entry_wildcard_has_a_reason",
                condition=~Q(way="wildcard") | ~Q(reason=""),
                violation_error_message=_("Say why the team is put forward."),
                violation_error_code="reason_missing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.team} in {self.stage}"


def upload_path(deliverable: "Deliverable", _name: str) -> str:
    """Where an uploaded file lies: never under the name that people gave it."""
    return f"deliverables/{deliverable.entry_id}/{deliverable.number}-{deliverable.sha256[:16]}"


class Deliverable(models.Model):
    """What a team hands in during a stage: links and one file. The last one sent counts."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="deliverables")
    number = models.PositiveSmallIntegerField()
    summary = models.TextField(_("What was done"), max_length=2000)
    presentation_url = models.URLField(_("Presentation"), blank=True)
    prototype_url = models.URLField(_("Prototype"), blank=True)
    video_url = models.URLField(_("Video"), blank=True)
    file = models.FileField(_("File"), upload_to=upload_path, blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    file_size = models.PositiveBigIntegerField(default=0)  # bytes
    sha256 = models.CharField(max_length=64, blank=True)
    handed_in_at = models.DateTimeField()
    handed_in_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(name="deliverable_number_once", fields=["entry", "number"])
        ]

    def __str__(self) -> str:
        return f"{self.entry} {self.number}"


append_only("registration_publishedlist")
append_only("registration_entry")
append_only("registration_deliverable")
