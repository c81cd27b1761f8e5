"""Members, participants, and what they gave their word on."""

from collections.abc import Iterable

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from hackathon.models import Hackathon, User
from registration.models import Acceptance, Consent, Membership, Participant, Team


def participant_of(person: User, hackathon: Hackathon) -> Participant | None:
    """What `person` said about themself in `hackathon`."""
    return Participant.objects.filter(hackathon=hackathon, user=person).first()


def members_of(team: Team) -> QuerySet[Membership]:
    """The people who are in the team now, the captain first."""
    active = team.memberships.filter(left_at__isnull=True)
    return active.select_related("participant__user", "participant__city").order_by(
        "-is_captain", "seat"
    )


def membership_of(person: User | AnonymousUser, hackathon: Hackathon) -> Membership | None:
    """The seat that `person` has now in a team of `hackathon`."""
    if not isinstance(person, User):
        return None
    rows = Membership.objects.filter(
        participant__user=person, team__hackathon=hackathon, left_at__isnull=True
    )
    return rows.select_related("team__hackathon", "participant__user", "participant__city").first()


def is_member(person: User | AnonymousUser, team_id: int, *, captain: bool = False) -> bool:
    """Whether `person` is in this team now, or is its captain."""
    if not isinstance(person, User):
        return False
    rows = Membership.objects.filter(team=team_id, participant__user=person, left_at__isnull=True)
    return (rows.filter(is_captain=True) if captain else rows).exists()


def consents_of(participant: Participant) -> QuerySet[Consent]:
    """Every consent that was given, the newest first (R3.10)."""
    return participant.consents.select_related("legal_text", "participant").order_by(
        "-given_at", "-pk"
    )


def standing_consents(participants: Iterable[Participant]) -> QuerySet[Consent]:
    """The consents that nobody has withdrawn."""
    return Consent.objects.filter(participant__in=list(participants), withdrawn_at__isnull=True)


def acceptances_of(participant: Participant) -> QuerySet[Acceptance]:
    """Everything that was accepted or declared, the newest first."""
    return participant.acceptances.select_related("legal_text").order_by("-accepted_at", "-pk")
