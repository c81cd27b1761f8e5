"""Publishing the lists that let teams into the stages (R3.11, R4.2)."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from django.db import transaction

from hackathon.audit import record
from hackathon.models import Stage, User
from hackathon.services import move_stage
from hackathon.states import ADMITS, PUBLISH, StageKind
from registration import notices, queries, rules
from registration.models import Entry, PublishedList, Team
from registration.services.locks import lock_stage
from registration.states import EntryWay


class Pick(NamedTuple):
    """A team that goes on, how it got there, and why where that must be said (R5.4)."""

    team: Team
    way: str
    reason: str = ""


@transaction.atomic
def publish_list(
    *, stage: Stage, picks: Sequence[Pick], actor: User, now: datetime
) -> PublishedList:
    """Publish who goes on from a stage: from now on these teams are in the stages that follow.

    The caller writes the letters. Refuses `list_published`, `stage_not_closed`, `not_in_stage`,
    `reason_missing`, `gate_closed`.
    """
    stage = lock_stage(stage)
    rules.check_list_due(stage)
    rules.check_picks(stage, picks)
    listing = PublishedList.objects.create(stage=stage, published_at=now, published_by=actor)
    targets = stage.hackathon.stages.filter(kind__in=ADMITS.get(StageKind(stage.kind), ()))
    Entry.objects.bulk_create(
        Entry(stage=target, team=pick.team, list=listing, way=pick.way, reason=pick.reason)
        for target in targets
        for pick in picks
    )
    move_stage(stage=stage, move=PUBLISH, actor=actor, now=now)
    record("registration.publishedlist.publish", listing, actor=actor, now=now, teams=len(picks))
    return listing


@transaction.atomic
def publish_selection(*, stage: Stage, actor: User, now: datetime) -> PublishedList:
    """Publish the selected teams: those whose application was accepted (R1.8, R3.11).

    Members of all teams are told, after a while in which the organizer can look at the page.
    Refuses `too_many_teams`, and what `publish_list` refuses.
    """
    stage = lock_stage(stage)  # nothing is decided from here on
    teams = list(queries.accepted_teams(stage.hackathon))
    rules.check_teams_max(stage.hackathon, len(teams))
    picks = [Pick(team, EntryWay.SELECTED) for team in teams]
    listing = publish_list(stage=stage, picks=picks, actor=actor, now=now)
    notices.selection_published(listing, now=now)
    return listing
