"""The prize fund, awards and certificates."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from bootcamp.states import CertificateStatus
from hackathon.models import Hackathon
from judging.models import Result
from registration.models import Entry


class PrizeFund(models.Model):
    """What may be awarded, and what is: the database holds the one below the other (R6.4)."""

    hackathon = models.OneToOneField(Hackathon, on_delete=models.PROTECT, related_name="fund")
    amount = models.PositiveBigIntegerField(_("Prize fund"))  # whole tenge
    awarded = models.PositiveBigIntegerField(default=0)  # whole tenge, the sum of the awards

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="fund_holds_its_awards",
                condition=Q(awarded__lte=F("amount")),
                violation_error_message=_("The awards add up to more than the prize fund."),
                violation_error_code="fund_exceeded",
            )
        ]

    def __str__(self) -> str:
        return f"{self.awarded} of {self.amount}"


class Award(models.Model):
    """A prize place and its sum, given to a finalist by a signed result (R6.2, R6.4)."""

    hackathon = models.ForeignKey(Hackathon, on_delete=models.PROTECT, related_name="awards")
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="award")
    result = models.ForeignKey(Result, on_delete=models.PROTECT, related_name="awards")
    place = models.PositiveSmallIntegerField(_("Place"))
    amount = models.PositiveBigIntegerField(_("Amount"))  # whole tenge
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["place", "id"]
        constraints = [
            models.CheckConstraint(
                name="award_place_is_counted_from_one", condition=Q(place__gte=1)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place}: {self.entry}"


class Certificate(models.Model):
    """A numbered certificate for an award (R6.5): what it says is frozen, and can be checked."""

    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="certificates")
    number = models.CharField(max_length=30, unique=True)
    status = models.CharField(
        max_length=10, choices=CertificateStatus, default=CertificateStatus.VALID
    )
    facts = models.JSONField()  # what the paper says, in every language
    sha256 = models.CharField(max_length=64)  # of the facts as canonical JSON
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    revoked_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                name="certificate_one_valid_per_award",
                fields=["award"],
                condition=Q(status="valid"),
            ),
            models.CheckConstraint(
                name="certificate_status_known", condition=Q(status__in=CertificateStatus.values)
            ),
            models.CheckConstraint(
                name="certificate_revoked_has_a_reason",
                condition=Q(status="valid") | (Q(revoked_at__isnull=False) & ~Q(reason="")),
                violation_error_message=_("Give the reason."),
                violation_error_code="reason_missing",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("bootcamp:certificate", args=[self.number])
