"""Reminders before applications close."""

from datetime import datetime, timedelta
from itertools import pairwise

from django.db import transaction

from hackathon.models import Stage
from registration import notices, queries


def remind_teams(*, now: datetime) -> int:
    """Write the reminders that are due, and return how many.

    At each of the hackathon's `reminder_hours` before the end, captains are told of applications
    that are not sent, and invited people of invitations that wait. Whoever was reminded is left
    out; of marks that were slept through only the tightest counts; after the end nothing is sent.
    """
    return sum(_remind_hackathon(stage, now) for stage in queries.open_applications(now))


@transaction.atomic
def _remind_hackathon(stage: Stage, now: datetime) -> int:
    """One hackathon's reminders: as many queries for two thousand teams as for one."""
    told = 0
    for tighter, mark in pairwise([0, *sorted(stage.hackathon.reminder_hours)]):
        if timedelta(hours=tighter) < stage.closes_at - now <= timedelta(hours=mark):
            captains = list(queries.unsent_captains(stage, mark))
            notices.unsent_applications(stage, captains, mark=mark, now=now)
            told += len(captains)
        invited = list(queries.unanswered_invitations(stage, now, tighter, mark))
        notices.unconfirmed_members(stage, invited, mark=mark, now=now)
        told += len(invited)
    return told
