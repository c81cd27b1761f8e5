"""Whose cards are still open before a round closes."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from django.db.models import Min

from hackathon.models import Letter, User
from judging.models import Assignment, Round
from judging.queries.rounds import WITH_HACKATHON
from judging.states import RoundStatus, ScorecardStatus

REMINDER = "judging/round_closes"


def deadline_of(round: Round) -> str:
    """What a reminder is about: the round and the instant, so that a moved deadline is new."""
    closes_at = round.stage.closes_at.astimezone(UTC)
    return f"round:{round.pk}:closes:{closes_at:%Y-%m-%dT%H:%M:%SZ}"


def judges_to_remind(now: datetime) -> list[tuple[Round, int, list[User]]]:
    """Open rounds that close soon: the tightest mark that has passed, in hours, and whom to tell.

    Judges who got their cards after the mark, and those who were told at it, are left out.
    """
    due = {
        round.pk: (round, hours)
        for round in _rounds_that_close(now)
        if (hours := _tightest(round, now))
    }
    told = _told(deadline_of(round) for round, _hours in due.values())
    waiting: dict[int, list[int]] = defaultdict(list)
    for key, judge, address, since in _unfinished(list(due)):
        round, hours = due[key]
        mark = round.stage.closes_at - timedelta(hours=hours)
        if since <= mark and (address, deadline_of(round), hours) not in told:
            waiting[key].append(judge)
    people = User.objects.in_bulk({judge for judges in waiting.values() for judge in judges})
    return [(*due[key], [people[judge] for judge in judges]) for key, judges in waiting.items()]


def _rounds_that_close(now: datetime) -> list[Round]:
    rounds = Round.objects.filter(status=RoundStatus.OPEN, stage__closes_at__gt=now)
    return list(rounds.select_related(WITH_HACKATHON).order_by("pk"))


def _tightest(round: Round, now: datetime) -> int | None:
    """The smallest number of hours before closing whose moment has come."""
    closes_at, hours = round.stage.closes_at, round.stage.hackathon.reminder_hours
    return min((mark for mark in hours if closes_at - timedelta(hours=mark) <= now), default=None)


def _unfinished(rounds: list[int]) -> Iterable[tuple[int, int, str, datetime]]:
    """The judges of these rounds who have cards left, with the address and since when."""
    left = Assignment.objects.filter(round__in=rounds, card__status=ScorecardStatus.OPEN)
    judges = left.order_by("round", "judge").values_list("round", "judge", "judge__email")
    return judges.annotate(since=Min("assigned_at"))


def _told(abouts: Iterable[str]) -> set[tuple[str, str, int]]:
    """The reminders that are written already."""
    letters = Letter.objects.filter(letter=REMINDER, about__in=list(abouts))
    return set(letters.values_list("address", "about", "version"))
