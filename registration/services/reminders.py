"""Reminders before applications close, and word of a deadline that has moved."""

from datetime import datetime, timedelta
from itertools import pairwise

from django.db import transaction

from hackathon.models import Stage
from hackathon.outbox import take_back
from registration import notices, queries
from registration.services.locks import lock_stage


def remind_teams(*, now: datetime) -> int:
    """Write the letters that are due before applications close, and return how many.

    At each of the hackathon's `reminder_hours` before the end, captains are told of applications
    that are not sent, and invited people of invitations that wait. Whoever was told since is left
    out; of marks that were slept through only the tightest counts; after the end nothing is sent.
    Whoever was told a date that has moved is told so first, once for each move.
    """
    return sum(_remind_hackathon(stage, now) for stage in queries.open_applications(now))


@transaction.atomic
def _remind_hackathon(stage: Stage, now: datetime) -> int:
    """One hackathon's letters: as many queries for two thousand teams as for one.

    The stage is locked, so its date stands still meanwhile and two sweeps come one after the other.
    """
    stage = lock_stage(stage)
    if not stage.takes_work_at(now):
        return 0
    take_back(queries.outdated_letters(stage))
    told = _tell_of_move(stage, now)
    for tighter, mark in pairwise([0, *sorted(set(stage.hackathon.reminder_hours))]):
        told += _remind_at(stage, tighter, mark, now)
    return told


def _tell_of_move(stage: Stage, now: datetime) -> int:
    """Tell those who were told another date."""
    members = list(queries.members_told_otherwise(stage))
    notices.deadline_moved(stage, members, now=now)
    invited = queries.invitations_told_otherwise(stage, now)
    notices.invitations_moved(stage, invited, now=now)
    return len(members) + len(invited)


def _remind_at(stage: Stage, tighter: int, mark: int, now: datetime) -> int:
    """Remind those who have between `tighter` and `mark` hours left."""
    captains = []
    if timedelta(hours=tighter) < stage.closes_at - now <= timedelta(hours=mark):
        captains = list(queries.unsent_captains(stage, mark))
        notices.unsent_applications(stage, captains, tighter=tighter, mark=mark, now=now)
    invited = list(queries.unanswered_invitations(stage, now, tighter, mark))
    notices.unconfirmed_members(stage, invited, tighter=tighter, mark=mark, now=now)
    return len(captains) + len(invited)
