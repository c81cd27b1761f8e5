"""Whose cards are still open before a round closes, and who was told another end."""

from datetime import UTC, datetime, timedelta

from django.db.models import Exists, Min, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce

from hackathon.models import Letter, User
from judging.models import Round
from judging.queries.rounds import WITH_HACKATHON
from judging.states import RoundStatus, ScorecardStatus

CARDS_WAITING, REMINDER = "judging/cards_waiting", "judging/round_closes"
ROUND_MOVED = "judging/round_moved"


def deadline_of(round: Round) -> str:
    """What a reminder is about: the round and the instant, so that a moved deadline is new."""
    closes_at = round.stage.closes_at.astimezone(UTC)
    return f"round:{round.pk}:closes:{closes_at:%Y-%m-%dT%H:%M:%SZ}"


def rounds_that_close(now: datetime) -> QuerySet[Round]:
    """The open rounds whose end is still to come."""
    rounds = Round.objects.filter(status=RoundStatus.OPEN, stage__closes_at__gt=now)
    return rounds.select_related(WITH_HACKATHON).order_by("pk")


def judges_to_remind(round: Round, mark: int) -> QuerySet[User]:
    """Judges with cards left who got them before the mark (in hours) and were not told since."""
    since = round.stage.closes_at - timedelta(hours=mark)
    told = Letter.objects.filter(
        Q(letter=REMINDER, version=mark) | Q(letter=ROUND_MOVED, created_at__gte=since),
        address=OuterRef("email"),
        about=deadline_of(round),
    )
    return (
        _unfinished(round).filter(~Exists(told)).annotate(since=_since()).filter(since__lte=since)
    )


def judges_told_otherwise(round: Round) -> QuerySet[User]:
    """Judges with cards left whom the last letter told another end.

    Rows say in `told` which one (as the letter has it), and in `moves` how many letters of this
    kind there are about the end that stands now.
    """
    to_judge = Letter.objects.filter(address=OuterRef("email"))
    last = _naming_end(round, to_judge).filter(bounced_at=None).order_by("-pk")
    moves = to_judge.filter(letter=ROUND_MOVED, about=deadline_of(round)).order_by("-version")
    judges = _unfinished(round).annotate(
        told=Subquery(last.values(said=KT("facts__closes_at"))[:1]),
        moves=Coalesce(Subquery(moves.values("version")[:1]), Value(0)),
    )
    told = judges.filter(told__isnull=False).exclude(told=round.stage.closes_at.isoformat())
    return told.distinct()


def outdated_letters(round: Round) -> QuerySet[Letter]:
    """The letters about an end of the round that stands no more."""
    letters = Letter.objects.filter(letter__in=(REMINDER, ROUND_MOVED))
    return _naming_end(round, letters).exclude(about=deadline_of(round))


def _unfinished(round: Round) -> QuerySet[User]:
    """The judges who have cards left in a round."""
    left = Q(assignments__round=round, assignments__card__status=ScorecardStatus.OPEN)
    return User.objects.filter(left).order_by("pk")


def _since() -> Min:
    """Since when a judge of `_unfinished` has had the first of the cards that are left."""
    return Min("assignments__assigned_at")


def _naming_end(round: Round, letters: QuerySet[Letter]) -> QuerySet[Letter]:
    """Those of these letters that told when the round ends."""
    about = Q(about=f"round:{round.pk}") | Q(about__startswith=f"round:{round.pk}:")
    return letters.filter(about, letter__in=(CARDS_WAITING, REMINDER, ROUND_MOVED))
