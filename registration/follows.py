"""What follows when a stage has moved: its teams are told that it is open."""

from datetime import datetime

from hackathon.kit.follows import follow
from hackathon.models import Stage, User
from hackathon.outbox import Post, post_many
from hackathon.states import OPEN, StageKind
from registration import queries
from registration.states import HANDS_IN


@follow(StageKind.HACKATHON, OPEN.name)
@follow(StageKind.PITCHES, OPEN.name)
@follow(StageKind.BOOTCAMP, OPEN.name)
@follow(StageKind.FINAL, OPEN.name)
def members_are_told(stage: Stage, *, actor: User | None, now: datetime) -> None:
    """Write to every member of every team that is in the stage."""
    slug = stage.hackathon.slug
    hands_in = stage.kind in HANDS_IN
    page = ("registration:stage", slug, stage.kind) if hands_in else ("registration:my", slug)
    facts = {
        "stage": queries.in_every_language(lambda: StageKind(stage.kind).label),
        "closes_at": stage.closes_at,
        "path": queries.path_of(*page),
    }
    letters = [
        Post(
            "registration/stage_opens",
            f"stage:{stage.pk}",
            to=member.participant.user,
            facts=facts | {"team": member.team.name},
        )
        for member in queries.people_in(stage)
    ]
    post_many(letters, now=now, hackathon=stage.hackathon)
