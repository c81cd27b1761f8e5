"""Letters of the boot camp's app: one function each, named by what has happened."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from bootcamp.models import Award
from hackathon.outbox import Post, post_many
from registration.queries import members_of


def winners_published(awards: Iterable[Award], *, now: datetime) -> None:
    """Tell every member of an awarded team, after the hold in which the page can be looked at."""
    awards = list(awards)
    if not awards:
        return
    hackathon = awards[0].hackathon
    letters = [
        Post(
            "bootcamp/winner",
            about=f"award:{award.pk}",
            to=member.participant.user,
            due_at=now + timedelta(minutes=hackathon.hold_minutes),
            facts={
                "team": award.entry.team.name,
                "place": award.place,
                "amount": award.amount,
                "path": f"/{hackathon.slug}/winners/",
            },
        )
        for award in awards
        for member in members_of(award.entry.team)
    ]
    post_many(letters, now=now, hackathon=hackathon)
