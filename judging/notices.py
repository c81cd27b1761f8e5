"""Letters of judging: one function each, named by what has happened."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from hackathon.models import User
from hackathon.outbox import Post, post_many
from hackathon.states import StageKind
from judging import queries
from judging.models import Round
from registration.models import Membership, Team


def _facts_for_judges(round: Round) -> dict[str, Any]:
    """Where a judge's own cards are, and until when they wait."""
    stage = round.stage
    return {
        "path": f"/{stage.hackathon.slug}/jury/{stage.kind}/",
        "closes_at": stage.closes_at,
        "is_final": stage.kind == StageKind.FINAL,
    }


def cards_waiting(round: Round, judges: Iterable[User], *, now: datetime) -> None:
    """Tell judges that their cards are there."""
    facts = _facts_for_judges(round)
    about = f"round:{round.pk}"
    letters = [
        Post(queries.CARDS_WAITING, about, to=judge, version=round.version, facts=facts)
        for judge in judges
    ]
    post_many(letters, now=now, hackathon=round.stage.hackathon)


def round_closes(
    round: Round, judges: Iterable[User], *, tighter: int, mark: int, now: datetime
) -> None:
    """Remind judges of cards that are not handed in, until the next reminder is due."""
    facts = _facts_for_judges(round)
    about = queries.deadline_of(round)
    lapses_at = round.stage.closes_at - timedelta(hours=tighter)
    letters = [
        Post(queries.REMINDER, about, to=judge, version=mark, lapses_at=lapses_at, facts=facts)
        for judge in judges
    ]
    post_many(letters, now=now, hackathon=round.stage.hackathon)


def round_moved(round: Round, judges: Iterable[User], *, now: datetime) -> None:
    """Tell judges whom a letter told another end of the round that it has moved (R1.4)."""
    facts = _facts_for_judges(round)
    letters = [
        Post(
            queries.ROUND_MOVED,
            queries.deadline_of(round),
            to=judge,
            version=judge.moves + 1,  # type: ignore[attr-defined] # the query says it
            lapses_at=round.stage.closes_at,
            facts=facts | {"told_at": judge.told},  # type: ignore[attr-defined]
        )
        for judge in judges
    ]
    post_many(letters, now=now, hackathon=round.stage.hackathon)


def finalists_published(
    round: Round, finalists: Sequence[Team], others: Sequence[Team], *, now: datetime
) -> None:
    """Tell the members of every team how the round ended; the letters are held back for a while."""
    hackathon = round.stage.hackathon
    due_at = now + timedelta(minutes=hackathon.hold_minutes)
    paths = {
        "path": f"/{hackathon.slug}/finalists/",
        "points_path": f"/{hackathon.slug}/my/points/{round.stage.kind}/",
    }
    letters = [
        Post(
            letter,
            f"round:{round.pk}",
            to=member.participant.user,
            version=round.version,
            due_at=due_at,
            facts={"team": member.team.name, **paths},
        )
        for letter, teams in (("judging/finalist", finalists), ("judging/not_finalist", others))
        for member in _members_of(teams)
    ]
    post_many(letters, now=now, hackathon=hackathon)


def _members_of(teams: Sequence[Team]) -> QuerySet[Membership]:
    """The people who are in these teams now."""
    members = Membership.objects.filter(team__in=teams, left_at__isnull=True)
    return members.select_related("team", "participant__user").order_by("team", "seat")
