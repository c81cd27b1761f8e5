"""Reminders to judges whose time is running out."""

from datetime import datetime

from django.db import transaction

from judging import notices, queries


@transaction.atomic
def remind_judges(*, now: datetime) -> int:
    """Write to judges with cards not handed in, at the hours that their hackathon names.

    Only the tightest mark that has passed counts, so a clock that slept wakes no stale letter.
    Returns how many letters that were.
    """
    written = 0
    for round, hours, judges in queries.judges_to_remind(now):
        notices.round_closes(round, judges, hours=hours, now=now)
        written += len(judges)
    return written
