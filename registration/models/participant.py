"""Participants, and what they consented to and accepted."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hackathon.kit.triggers import append_only
from hackathon.models import City, Hackathon, LegalText
from registration.states import Declaration, Purpose


class Participant(models.Model):
    """One person who takes part in one hackathon (R1.7), with the data that this person gave."""

    hackathon = models.ForeignKey(Hackathon, on_delete=models.PROTECT, related_name="participants")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="participations"
    )
    full_name = models.CharField(_("Full name"), max_length=150)
    birth_date = models.DateField(_("Date of birth"), null=True, blank=True)
    phone = models.CharField(_("Telephone"), max_length=20, blank=True)  # E.164
    city = models.ForeignKey(City, on_delete=models.PROTECT, null=True, blank=True)
    competences = models.JSONField(default=list, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="participant_once_per_hackathon", fields=["hackathon", "user"]
            )
        ]

    def __str__(self) -> str:
        return self.full_name


class Consent(models.Model):
    """One consent to one purpose, as given (R3.7). Only its withdrawal is ever added to it."""

    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="consents")
    purpose = models.CharField(max_length=20, choices=Purpose)
    legal_text = models.ForeignKey(LegalText, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()
    valid_until = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    evidence = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="consent_purpose_known", condition=Q(purpose__in=Purpose.values)
            ),
            models.CheckConstraint(
                name="consent_ends_after_it_begins", condition=Q(given_at__lt=F("valid_until"))
            ),
            models.UniqueConstraint(
                name="consent_once_while_it_stands",
                fields=["participant", "purpose"],
                condition=Q(withdrawn_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.participant}: {self.purpose}"


class Acceptance(models.Model):
    """One thing that a participant accepted or declared, by name, and in which text."""

    participant = models.ForeignKey(
        Participant, on_delete=models.PROTECT, related_name="acceptances"
    )
    declaration = models.CharField(max_length=20, choices=Declaration)
    legal_text = models.ForeignKey(LegalText, on_delete=models.PROTECT, related_name="+")
    accepted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="acceptance_once_per_text",
                fields=["participant", "declaration", "legal_text"],
            ),
            models.CheckConstraint(
                name="acceptance_declaration_known",
                condition=Q(declaration__in=Declaration.values),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.participant}: {self.declaration}"


append_only("registration_consent", may_set=("withdrawn_at",))
append_only("registration_acceptance")
