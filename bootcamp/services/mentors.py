"""Mentors and their teams."""

from datetime import datetime

from django.db import transaction

from bootcamp import rules
from bootcamp.models import MentorTeam
from hackathon.audit import record
from hackathon.kit.store import store
from hackathon.models import User
from judging.services import set_conflict
from judging.states import ConflictKind, ConflictSource
from registration.models import Entry


@transaction.atomic
def assign_mentor(*, entry: Entry, mentor: User, actor: User, now: datetime) -> MentorTeam:
    """Give a team of the boot camp a mentor (R4.5).

    Whoever mentors a team has a conflict of interest with it as a judge (R1.9). It is recorded at
    once for every mentor: one may be named to the jury later. Refuses `no_mentor`, `not_in_camp`.
    """
    hackathon = entry.stage.hackathon
    rules.check_is_mentor(mentor, hackathon)
    rules.check_in_camp(entry)
    known = MentorTeam.objects.filter(entry=entry, mentor=mentor).first()
    if known:
        return known
    pair = store(MentorTeam(entry=entry, mentor=mentor, assigned_at=now, assigned_by=actor))
    record("bootcamp.mentorteam.assign", pair, actor=actor, now=now, mentor=mentor.pk)
    set_conflict(
        judge=mentor,
        team=entry.team,
        kind=ConflictKind.MENTOR,
        note="",
        source=ConflictSource.FOUND,
        actor=actor,
        now=now,
    )
    return pair


@transaction.atomic
def release_mentor(*, pair: MentorTeam, actor: User, now: datetime) -> None:
    """End a mentor's work with a team; a conflict that it made stays. Refuses `stale`."""
    rules.check_still_advises(pair)
    record("bootcamp.mentorteam.release", pair, actor=actor, now=now, mentor=pair.mentor_id)
    pair.delete()
