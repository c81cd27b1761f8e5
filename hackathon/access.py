"""Who may do what on the ground floor, and the predicates that every floor uses."""

from typing import Any

from hackathon.kit.access import allow
from hackathon.models import User
from hackathon.models.hackathon import hackathon_of
from hackathon.queries import Person, badge_of


def is_organizer(person: Person, thing: Any) -> bool:
    """An organizer of the whole hackathon."""
    badge = badge_of(person, hackathon_of(thing))
    return bool(badge and badge.is_organizer and badge.city_id is None)


def organizes(person: Person, thing: Any) -> bool:
    """An organizer of the whole hackathon, or of the city that the thing belongs to."""
    badge = badge_of(person, hackathon_of(thing))
    if not badge or not badge.is_organizer:
        return False
    return badge.city_id in (None, getattr(thing, "city_id", None))


def is_any_organizer(person: Person, thing: Any) -> bool:
    """An organizer, of the whole hackathon or of one city."""
    badge = badge_of(person, hackathon_of(thing))
    return bool(badge and badge.is_organizer)


def is_judge(person: Person, thing: Any) -> bool:
    badge = badge_of(person, hackathon_of(thing))
    return bool(badge and badge.is_judge)


def is_chair(person: Person, thing: Any) -> bool:
    badge = badge_of(person, hackathon_of(thing))
    return bool(badge and badge.is_chair)


def is_mentor(person: Person, thing: Any) -> bool:
    badge = badge_of(person, hackathon_of(thing))
    return bool(badge and badge.is_mentor)


def is_auditor(person: Person, thing: Any) -> bool:
    badge = badge_of(person, hackathon_of(thing))
    return bool(badge and badge.is_auditor)


def is_site_administrator(person: Person, thing: Any) -> bool:
    """Whoever runs the installation: what spans all hackathons is for them, not for organizers."""
    return isinstance(person, User) and person.is_staff


allow("hackathon.read_figures", is_site_administrator)
allow("hackathon.read_board", is_any_organizer, is_auditor)
allow("hackathon.move_stage", is_organizer)
allow("hackathon.edit_calendar", is_organizer)
allow("hackathon.give_badge", is_organizer)
allow("hackathon.publish_text", is_organizer)
allow("hackathon.publish_news", is_organizer)
allow("hackathon.read_letters", is_organizer)
allow("hackathon.read_trail", is_organizer, is_auditor)
