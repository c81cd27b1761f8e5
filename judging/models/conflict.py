"""Who judges whom, and who must not."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hackathon.kit.triggers import append_only, refuse_insert
from hackathon.models import Hackathon
from judging.models.round import Round
from judging.states import ConflictKind, ConflictSource
from registration.models import Entry, Team


class Conflict(models.Model):
    """A judge's conflict of interest with a team. While it stands, the database refuses any
    assignment, mark or vote of the pair (decision under R5.4).
    """

    hackathon = models.ForeignKey(Hackathon, on_delete=models.PROTECT, related_name="conflicts")
    judge = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="conflicts"
    )
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="conflicts")
    kind = models.CharField(_("Kind"), max_length=10, choices=ConflictKind)
    source = models.CharField(max_length=10, choices=ConflictSource)
    note = models.CharField(_("Note"), max_length=500, blank=True)
    set_at = models.DateTimeField()
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="conflict_once_per_pair", fields=["judge", "team"]),
            models.CheckConstraint(
                name="conflict_kind_known",
                condition=Q(kind__in=ConflictKind.values, source__in=ConflictSource.values),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.judge} and {self.team}"


class Declaration(models.Model):
    """A judge's word that conflicts were looked for, before any content is shown."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="declarations")
    judge = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    declared_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="declaration_once_per_judge", fields=["round", "judge"])
        ]

    def __str__(self) -> str:
        return f"{self.judge} in {self.round}"


class Assignment(models.Model):
    """One judge who reads one team's project in one round."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="assignments")
    judge = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="assignments"
    )
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="assignments")
    order = models.PositiveIntegerField(default=0)  # the judge's own random order
    assigned_at = models.DateTimeField()

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(name="assignment_once", fields=["round", "judge", "entry"])
        ]

    def __str__(self) -> str:
        return f"{self.judge} reads {self.entry}"


refuse_insert(
    "assignment_has_no_conflict",
    "judging_assignment",
    "EXISTS (SELECT 1 FROM judging_conflict c JOIN registration_entry e ON e.team_id = c.team_id"
    " WHERE e.id = NEW.entry_id AND c.judge_id = NEW.judge_id)",
)

append_only("judging_declaration")
