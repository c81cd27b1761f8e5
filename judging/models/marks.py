"""Cards and marks."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hackathon.kit.triggers import append_only, refuse_insert
from judging.models.conflict import Assignment
from judging.models.round import Criterion
from judging.states import ScorecardStatus


class Scorecard(models.Model):
    """One judge's card for one team."""

    assignment = models.OneToOneField(Assignment, on_delete=models.PROTECT, related_name="card")
    status = models.CharField(max_length=10, choices=ScorecardStatus, default=ScorecardStatus.OPEN)
    revision = models.PositiveIntegerField(default=0)  # one more with every saved change
    note = models.TextField(_("Note to yourself"), blank=True, max_length=2000)
    note_revision = models.PositiveIntegerField(default=0)  # the revision that wrote the note
    comment = models.TextField(_("Comment to the team"), blank=True, max_length=2000)
    comment_revision = models.PositiveIntegerField(default=0)
    handed_in_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="scorecard_status_known", condition=Q(status__in=ScorecardStatus.values)
            ),
            models.CheckConstraint(
                name="scorecard_handed_in_has_a_date",
                condition=~Q(status="handed_in") | Q(handed_in_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"card of {self.assignment}"


class Mark(models.Model):
    """One version of one mark. Points are kept in halves, so that every round is exact; a mark
    that is taken back is a version without points, and missing is never 0 (R5.2).
    """

    card = models.ForeignKey(Scorecard, on_delete=models.PROTECT, related_name="marks")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="marks")
    version = models.PositiveIntegerField()  # the card's revision that brought it
    half_points = models.PositiveSmallIntegerField(null=True)
    marked_at = models.DateTimeField()
    request_key = models.CharField(max_length=80, blank=True)  # of the request that brought it

    class Meta:
        ordering = ["version"]
        constraints = [
            models.UniqueConstraint(
                name="mark_version_once", fields=["card", "criterion", "version"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.half_points} for {self.criterion_id}"


append_only("judging_mark")
refuse_insert(
    "mark_is_on_the_scale",
    "judging_mark",
    "EXISTS (SELECT 1 FROM judging_criterion c"
    " WHERE c.id = NEW.criterion_id AND NEW.half_points > 2 * c.max_points)",
)
refuse_insert(
    "mark_has_no_conflict",
    "judging_mark",
    "EXISTS (SELECT 1 FROM judging_scorecard s JOIN judging_assignment a ON a.id = s.assignment_id"
    " JOIN registration_entry e ON e.id = a.entry_id"
    " JOIN judging_conflict c ON c.team_id = e.team_id AND c.judge_id = a.judge_id"
    " WHERE s.id = NEW.card_id)",
)
