"""Saying what people are."""

from datetime import datetime
from typing import Any

from django.db import transaction

from hackathon.audit import record
from hackathon.kit.store import store
from hackathon.models import Badge, Hackathon, User
from hackathon.queries import forget_badges


@transaction.atomic
def give_badge(
    *, hackathon: Hackathon, person: User, actor: User | None, now: datetime, **says: Any
) -> Badge:
    """Let a person's badge say more or less: `is_participant=True`, `is_judge=True` and so on.

    Refuses `takes_part_and_decides` (R1.7), `takes_part_and_mentors` (R1.9), `chair_is_no_judge`.
    """
    found = Badge.objects.select_for_update().filter(hackathon=hackathon, person=person).first()
    badge = found or Badge(hackathon=hackathon, person=person)
    for what, value in says.items():
        setattr(badge, what, value)
    store(badge)
    told = {what: value for what, value in says.items() if what.startswith("is_")}
    record("hackathon.badge.give", badge, actor=actor, now=now, **told)
    forget_badges(person)
    return badge
