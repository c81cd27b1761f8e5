"""Who may do what. Whether it may be done *now* is not asked here, but in the services."""

from typing import Any

from hackathon.access import is_auditor, is_organizer, organizes
from hackathon.kit.access import allow
from hackathon.models import Hackathon
from hackathon.queries import Person, badge_of
from registration import queries
from registration.models import Application, Consent, Deliverable, Entry, Membership


def may_take_part(person: Person, hackathon: Hackathon) -> bool:
    """Anyone who does not run, judge, audit or mentor the hackathon (R1.7, R1.9)."""
    badge = badge_of(person, hackathon)
    return person.is_authenticated and (badge is None or not _decides(badge))


def _decides(badge: Any) -> bool:
    return bool(badge.is_organizer or badge.is_judge or badge.is_auditor or badge.is_mentor)


def is_captain(person: Person, application: Application) -> bool:
    return queries.is_member(person, application.team_id, captain=True)


def is_member(person: Person, application: Application) -> bool:
    return queries.is_member(person, application.team_id)


def is_own_membership(person: Person, membership: Membership) -> bool:
    return membership.participant.user_id == person.pk and membership.left_at is None


def is_captain_of_member(person: Person, membership: Membership) -> bool:
    return queries.is_member(person, membership.team_id, captain=True)


def is_own_consent(person: Person, consent: Consent) -> bool:
    return consent.participant.user_id == person.pk


def is_member_of_entry(person: Person, entry: Entry) -> bool:
    return queries.is_member(person, entry.team_id)


def is_member_of_work(person: Person, deliverable: Deliverable) -> bool:
    return queries.is_member(person, deliverable.entry.team_id)


def organizes_work(person: Person, deliverable: Deliverable) -> bool:
    return organizes(person, deliverable.entry.team.application)


allow("registration.start_application", may_take_part)
allow("registration.edit_application", is_captain)
allow("registration.submit_application", is_captain)
allow("registration.recall_application", is_captain)
allow("registration.read_application", is_member, organizes, is_auditor)
allow("registration.confirm_membership", is_own_membership)
allow("registration.leave_team", is_own_membership)
allow("registration.remove_member", is_captain_of_member)
allow("registration.withdraw_consent", is_own_consent)
allow("registration.check_application", organizes)
allow("registration.publish_selection", is_organizer)
allow("registration.hand_in", is_member_of_entry)
allow("registration.download_deliverable", is_member_of_work, organizes_work, is_auditor)
