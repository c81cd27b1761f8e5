"""The stages of a hackathon and the timetable of their sessions."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hackathon.kit.translated import TranslatedField, say
from hackathon.models.hackathon import City, Hackathon
from hackathon.states import StageKind, StageStatus

GRACE = timedelta(seconds=1)


class Stage(models.Model):
    """One step of the course (R4). Teams are in it by an entry, never by a flag."""

    hackathon = models.ForeignKey(Hackathon, on_delete=models.CASCADE, related_name="stages")
    kind = models.CharField(max_length=20, choices=StageKind)
    status = models.CharField(max_length=10, choices=StageStatus, default=StageStatus.PLANNED)
    opens_at = models.DateTimeField(_("Opens"))
    closes_at = models.DateTimeField(_("Closes"))
    announced_at = models.DateTimeField(_("Result is announced"), null=True, blank=True)  # R4.3
    summary = TranslatedField(_("What happens"), blank=True)

    class Meta:
        ordering = ["opens_at", "id"]
        constraints = [
            models.UniqueConstraint(name="stage_once_per_hackathon", fields=["hackathon", "kind"]),
            models.CheckConstraint(name="stage_kind_known", condition=Q(kind__in=StageKind.values)),
            models.CheckConstraint(
                name="stage_status_known", condition=Q(status__in=StageStatus.values)
            ),
            models.CheckConstraint(
                name="stage_opens_before_closes",
                condition=Q(opens_at__lt=F("closes_at")),
                violation_error_message=_("A stage opens before it closes."),
                violation_error_code="stage_dates",
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())

    def takes_work_at(self, now: datetime) -> bool:
        """Whether what arrives at `now` counts: the stage is open, and the clock alone ends it.

        A deadline given to the second includes that second: 23:59:59 counts to its end (R2.2).
        """
        return self.status == StageStatus.OPEN and now < self.closes_at + GRACE


class Session(models.Model):
    """One line of the timetable (R4.3)."""

    stage = models.ForeignKey(Stage, on_delete=models.CASCADE, related_name="sessions")
    city = models.ForeignKey(City, on_delete=models.CASCADE, null=True, blank=True)
    title = TranslatedField(_("Title"))
    speaker = models.CharField(_("Speaker"), max_length=150, blank=True)
    link = models.URLField(_("Link"), blank=True)
    starts_at = models.DateTimeField(_("Starts"))
    ends_at = models.DateTimeField(_("Ends"))

    class Meta:
        ordering = ["starts_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="session_starts_before_ends", condition=Q(starts_at__lt=F("ends_at"))
            )
        ]

    def __str__(self) -> str:
        return say(self.title)
