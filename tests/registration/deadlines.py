"""Deadlines that move, and the letters that sweeps write about them."""

from datetime import datetime, timedelta

from hackathon.models import Hackathon, Letter, Stage
from hackathon.services import move_dates
from registration.services import remind_teams
from tests.factories.registration import organizer_of

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
UNSENT, UNANSWERED = "unsent_application", "unconfirmed_member"
MOVED, ANSWER_MOVED = "deadline_moved", "invitation_moved"


def go_out(now: datetime) -> None:
    """The mail server takes what waits."""
    Letter.objects.filter(sent_at=None, bounced_at=None).update(sent_at=now)


def sweep(now: datetime, *, goes_out: bool = True) -> list[tuple[str, int]]:
    """Sweep, say which letters that brought, and let them go out."""
    known = set(Letter.objects.values_list("pk", flat=True))
    written = remind_teams(now=now)
    new = Letter.objects.exclude(pk__in=known).order_by("pk")
    brought = [(each.letter.removeprefix("registration/"), each.version) for each in new]
    assert written == len(brought)
    if goes_out:
        go_out(now)
    return brought


def move(hackathon: Hackathon, closes_at: datetime, *, now: datetime) -> Stage:
    """The organizer moves the end of applications."""
    stage = hackathon.stages.get(kind="applications")
    return move_dates(
        stage=stage,
        opens_at=stage.opens_at,
        closes_at=closes_at,
        actor=organizer_of(hackathon),
        now=now,
    )


def told(letter: str = MOVED) -> list[tuple[str, str]]:
    """Of each letter about a move, the old and the new date."""
    rows = Letter.objects.filter(letter=f"registration/{letter}").order_by("pk")
    new = "closes_at" if letter == MOVED else "ends_at"
    return [(row.facts["told_at"], row.facts[new]) for row in rows]
