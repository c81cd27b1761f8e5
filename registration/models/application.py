"""The application of a team, and what was sent of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hackathon.kit.triggers import append_only
from hackathon.models import City, Hackathon, Track
from registration.models.team import Team
from registration.states import ApplicationStatus


class Application(models.Model):
    """A team's proposal along the judging criteria (R1.5). It stays a draft until it is sent."""

    hackathon = models.ForeignKey(Hackathon, on_delete=models.PROTECT, related_name="applications")
    team = models.OneToOneField(Team, on_delete=models.PROTECT, related_name="application")
    status = models.CharField(
        max_length=12, choices=ApplicationStatus, default=ApplicationStatus.DRAFT
    )
    revision = models.PositiveIntegerField(default=0)  # one more with every saved change
    title = models.CharField(_("Name of the project"), max_length=150, blank=True)
    track = models.ForeignKey(Track, on_delete=models.PROTECT, null=True, blank=True)
    city = models.ForeignKey(City, on_delete=models.PROTECT, null=True, blank=True)
    forms = models.JSONField(default=list, blank=True)  # codes of ProjectForm
    answers = models.JSONField(default=dict, blank=True)  # code of the question: text
    submitted_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reason = models.TextField(blank=True)  # of the last return, refusal or decision

    class Meta:
        indexes = [models.Index(name="application_by_status", fields=["hackathon", "status"])]
        constraints = [
            models.CheckConstraint(
                name="application_status_known", condition=Q(status__in=ApplicationStatus.values)
            ),
            models.CheckConstraint(
                name="application_sent_has_a_date",
                condition=Q(status="draft") | Q(submitted_at__isnull=False),
            ),
            models.CheckConstraint(
                name="application_refused_has_a_reason",
                condition=~Q(status__in=["returned", "refused"]) | ~Q(reason=""),
                violation_error_message=_("Give the reason."),
                violation_error_code="reason_missing",
            ),
        ]

    def __str__(self) -> str:
        return self.title or str(self.team)

    def get_absolute_url(self) -> str:
        return reverse("registration:application", args=[self.hackathon.slug])


class Submission(models.Model):
    """One sending of an application: numbered, frozen, hashed."""

    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="submissions"
    )
    number = models.PositiveSmallIntegerField()
    snapshot = models.JSONField()
    sha256 = models.CharField(max_length=64)
    submitted_at = models.DateTimeField()
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(name="submission_number_once", fields=["application", "number"])
        ]

    def __str__(self) -> str:
        return f"{self.application} {self.number}"


append_only("registration_submission")
