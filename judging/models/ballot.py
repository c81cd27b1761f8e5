"""The jury's vote."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from hackathon.kit.triggers import refuse_insert
from judging.models.round import Round
from judging.states import BallotStatus, VoteChoice
from registration.models import Entry


class Ballot(models.Model):
    """One judge's vote on the ranked list of a round (R5.3)."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="ballots")
    judge = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="ballots"
    )
    status = models.CharField(max_length=10, choices=BallotStatus, default=BallotStatus.OPEN)
    cast_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="ballot_once_per_judge", fields=["round", "judge"]),
            models.CheckConstraint(
                name="ballot_cast_has_a_date",
                condition=~Q(status="cast") | Q(cast_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"ballot of {self.judge}"


class Vote(models.Model):
    """What a ballot says of one team: for, against, abstain."""

    ballot = models.ForeignKey(Ballot, on_delete=models.PROTECT, related_name="votes")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="votes")
    choice = models.CharField(max_length=10, choices=VoteChoice)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="vote_once_per_team", fields=["ballot", "entry"]),
            models.CheckConstraint(
                name="vote_choice_known", condition=Q(choice__in=VoteChoice.values)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.choice} {self.entry}"


refuse_insert(
    "vote_has_no_conflict",
    "judging_vote",
    "EXISTS (SELECT 1 FROM judging_ballot b JOIN registration_entry e ON e.id = NEW.entry_id"
    " JOIN judging_conflict c ON c.team_id = e.team_id AND c.judge_id = b.judge_id"
    " WHERE b.id = NEW.ballot_id)",
)
