"""Letters of the ground floor: one function each, named by what has happened."""

from datetime import datetime

from hackathon.models import Badge
from hackathon.outbox import post


def badge_given(badge: Badge, *, now: datetime) -> None:
    """Tell a person what they are in a hackathon now; written anew when it changes."""
    duties = [
        name
        for name in ("organizer", "judge", "chair", "mentor", "auditor")
        if getattr(badge, f"is_{name}")
    ]
    post(
        "hackathon/badge_given",
        about=f"badge:{badge.pk}:{'+'.join(duties)}",
        now=now,
        hackathon=badge.hackathon,
        to=badge.person,
        duties=duties,
        needs_second_factor=badge.needs_second_factor,
        path=f"/{badge.hackathon.slug}/",
    )
