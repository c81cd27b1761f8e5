"""Naming the people who run, judge, mentor and audit a hackathon."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from hackathon.kit.errors import Refused
from hackathon.models import Badge, City, Hackathon, User
from hackathon.notices import badge_given
from hackathon.queries import person_by_email
from hackathon.services.badges import give_badge

ROLES = ("is_organizer", "is_judge", "is_chair", "is_mentor", "is_auditor")


@transaction.atomic
def name_staff(
    *,
    hackathon: Hackathon,
    email: str,
    full_name: str,
    language: str,
    roles: Sequence[str],
    actor: User,
    now: datetime,
    city: City | None = None,
    organization: str = "",
    position: Mapping[str, str] | None = None,
) -> Badge:
    """Give a person their duties, with an account if there is none yet, and write to them.

    Refuses, next to the roles, what a badge cannot say at once (R1.7, R1.9), and to leave the
    hackathon without an organizer (`last_organizer`).
    """
    Hackathon.objects.select_for_update().get(pk=hackathon.pk)  # of two who resign, one is last
    person = person_by_email(email) or User.objects.create_user(
        email.strip().lower(), full_name=full_name, language=language
    )
    says = {role: role in roles for role in ROLES}
    try:
        badge = give_badge(
            hackathon=hackathon,
            person=person,
            actor=actor,
            now=now,
            city=city,
            organization=organization,
            position=dict(position or {}),
            **says,
        )
    except Refused as refusal:
        raise Refused(
            refusal.messages[0], code=str(refusal.code), params={"field": "roles"}
        ) from refusal
    if not hackathon.badges.filter(is_organizer=True, city=None).exists():
        message = _("The hackathon would be left without an organizer of the whole.")
        raise Refused(message, code="last_organizer", params={"field": "roles"})
    badge_given(badge, now=now)
    return badge
