"""Reminders to judges whose time is running out, and word of an end that has moved."""

from datetime import datetime, timedelta
from itertools import pairwise

from django.db import transaction

from hackathon.outbox import take_back
from judging import notices, queries
from judging.models import Round
from judging.services.locks import lock_end


def remind_judges(*, now: datetime) -> int:
    """Write to judges with cards not handed in, at the hours that their hackathon names.

    Only the tightest mark that has passed counts, so a clock that slept wakes no stale letter.
    Whoever was told an end that has moved is told so first, once for each move. Returns how many
    letters that were.
    """
    return sum(_remind_jury(round, now) for round in queries.rounds_that_close(now))


@transaction.atomic
def _remind_jury(round: Round, now: datetime) -> int:
    """One round's letters, while its end stands still."""
    lock_end(round)
    left = round.stage.closes_at - now
    take_back(queries.outdated_letters(round))
    moved = list(queries.judges_told_otherwise(round))
    notices.round_moved(round, moved, now=now)
    told = len(moved)
    for tighter, mark in pairwise([0, *sorted(set(round.stage.hackathon.reminder_hours))]):
        if timedelta(hours=tighter) < left <= timedelta(hours=mark):
            judges = list(queries.judges_to_remind(round, mark))
            notices.round_closes(round, judges, tighter=tighter, mark=mark, now=now)
            told += len(judges)
    return told
