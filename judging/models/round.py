"""A round of the jury and its criteria."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hackathon.kit.translated import TranslatedField, say
from hackathon.models import Stage
from judging.states import RoundStatus, Slot, TieLevel
from registration.states import ProjectForm


def published_tie_order() -> list[str]:
    """The order that the rulebook's decision under R5.4 gives."""
    return list(TieLevel.values)


class Round(models.Model):
    """The jury's work in one stage: pitches or final (R5, R6)."""

    stage = models.OneToOneField(Stage, on_delete=models.PROTECT, related_name="round")
    status = models.CharField(max_length=10, choices=RoundStatus, default=RoundStatus.DRAFT)
    version = models.PositiveSmallIntegerField(default=1)  # one more with every reopening
    allows_halves = models.BooleanField(_("Half points are allowed"), default=False)
    readings = models.PositiveSmallIntegerField(  # judges who read each team; None: every judge
        _("Judges who read each team"), null=True, blank=True
    )
    readings_needed = models.PositiveSmallIntegerField(null=True, blank=True)  # None: all of them
    places = models.PositiveSmallIntegerField(_("Teams that go on"), default=10)
    must_pass_vote = models.BooleanField(default=True)  # points order, the vote lets through
    quorum_percent = models.PositiveSmallIntegerField(_("Quorum, percent"), default=50)
    threshold_percent = models.PositiveSmallIntegerField(_("Majority above, percent"), default=50)
    tie_order = models.JSONField(default=published_tie_order)
    criteria_sha256 = models.CharField(max_length=64, blank=True)
    jury_order = models.JSONField(default=list, blank=True)  # entries, by a recorded decision
    jury_reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="round_status_known", condition=Q(status__in=RoundStatus.values)
            ),
            models.CheckConstraint(
                name="round_percents_are_percents",
                condition=Q(quorum_percent__lte=100, threshold_percent__lte=100),
            ),
            models.CheckConstraint(
                name="round_hands_out_what_it_needs",
                condition=Q(readings__isnull=True)
                | Q(readings__gte=1)
                & (Q(readings_needed__isnull=True) | Q(readings__gte=F("readings_needed"))),
                violation_error_message=_("A team cannot need more judges than read it."),
                violation_error_code="readings_too_few",
            ),
            models.CheckConstraint(
                name="round_frozen_has_a_hash",
                condition=Q(status="draft") | ~Q(criteria_sha256=""),
            ),
            models.CheckConstraint(
                name="round_jury_decision_has_a_reason",
                condition=Q(jury_order=[]) | ~Q(jury_reason=""),
            ),
        ]

    def __str__(self) -> str:
        return str(self.stage)

    @property
    def fewest_readings(self) -> int:
        """With how many judges a team is read often enough: one, if the round says nothing."""
        return self.readings_needed or self.readings or 1

    def get_absolute_url(self) -> str:
        slug, kind = self.stage.hackathon.slug, self.stage.kind
        return reverse("judging:round", args=[slug, kind])


class Criterion(models.Model):
    """One thing that judges mark from 0 to its maximum (R5.1, R5.2)."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="criteria")
    code = models.SlugField(max_length=30)
    slot = models.CharField(max_length=10, choices=Slot)
    form = models.CharField(max_length=10, choices=ProjectForm, blank=True)  # of slot "solution"
    title = TranslatedField(_("Title"))
    hint = TranslatedField(_("What to look at"))
    max_points = models.PositiveSmallIntegerField(default=10)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "id"]
        verbose_name_plural = "criteria"
        constraints = [
            models.UniqueConstraint(name="criterion_once_per_round", fields=["round", "code"]),
            models.CheckConstraint(name="criterion_slot_known", condition=Q(slot__in=Slot.values)),
            models.CheckConstraint(
                name="criterion_form_fills_the_solution",
                condition=(Q(slot="solution") & Q(form__in=ProjectForm.values))
                | (~Q(slot="solution") & Q(form="")),
            ),
            models.CheckConstraint(
                name="criterion_has_a_scale", condition=Q(max_points__gte=1, max_points__lte=100)
            ),
        ]

    def __str__(self) -> str:
        return say(self.title)

    @property
    def is_bonus(self) -> bool:
        """Whether the points come on top (R5.2)."""
        return self.slot == Slot.BONUS
