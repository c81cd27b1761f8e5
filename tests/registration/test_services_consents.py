"""Consents that people take back."""

from datetime import datetime

import pytest

from hackathon.kit.errors import Refused
from hackathon.models import AuditEntry, Hackathon, User
from registration.models import Application, Consent, Membership
from registration.services import confirm_own_data, withdraw_consent
from tests.factories.registration import (
    BEGIN,
    CAPTAINS_WORD,
    ApplicationFactory,
    InvitationFactory,
    TeamFactory,
    add_member,
    entry_in,
    ready_application,
    stage_at,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def newcomer(hackathon: Hackathon) -> Membership:
    """A captain who has said nothing yet."""
    application = ApplicationFactory(team=TeamFactory(hackathon=hackathon))
    blank = {"birth_date": None, "phone": ""}
    return add_member(application.team, confirmed=False, captain=True, **blank)


def confirm(membership: Membership, now: datetime, **word) -> Membership:
    return confirm_own_data(
        membership=membership,
        actor=membership.participant.user,
        now=now,
        **(CAPTAINS_WORD | word),
    )


def consent_of(membership: Membership, purpose: str = "taking_part") -> Consent:
    return membership.participant.consents.get(purpose=purpose)


def withdraw(consent: Consent, now: datetime) -> User:
    person = consent.participant.user
    withdraw_consent(consent=consent, actor=person, now=now)
    return person


@pytest.mark.parametrize("purpose", ["taking_part", "prize"])
def test_withdraw_consent_ends_taking_part_and_erases_data(
    draft: Application, now: datetime, purpose: str
) -> None:
    member = draft.team.memberships.get(seat=2)
    invitation = InvitationFactory(team=draft.team, status="confirmed", membership=member)

    withdraw(consent_of(member, purpose), now)

    member.refresh_from_db()
    invitation.refresh_from_db()
    draft.team.refresh_from_db()
    participant = member.participant
    assert (member.left_at, draft.team.size) == (now, 2)
    assert (participant.full_name, participant.birth_date) == ("", None)
    assert (participant.phone, participant.city, participant.competences) == ("", None, [])
    assert not participant.consents.filter(withdrawn_at__isnull=True).exists()
    assert (invitation.full_name, invitation.email) == (
        "",
        f"erased-{invitation.pk}@erased.invalid",
    )
    assert AuditEntry.objects.filter(action="registration.participant.erase").count() == 1


def test_withdraw_consent_to_other_events_changes_nothing_else(
    newcomer: Membership, now: datetime
) -> None:
    confirm(newcomer, now, purposes=["taking_part", "prize", "other_events"])

    withdraw(consent_of(newcomer, "other_events"), now)

    newcomer.refresh_from_db()
    assert (newcomer.left_at, newcomer.participant.full_name) == (None, "Aigerim Sadykova")
    standing = newcomer.participant.consents.filter(withdrawn_at__isnull=True)
    assert sorted(standing.values_list("purpose", flat=True)) == ["prize", "taking_part"]


def test_withdraw_consent_refuses_the_second_time(draft: Application, now: datetime) -> None:
    consent = consent_of(draft.team.memberships.get(seat=2))
    withdraw(consent, now)
    lines = AuditEntry.objects.count()

    with pytest.raises(Refused) as refusal:
        withdraw(consent, now)

    draft.team.refresh_from_db()
    assert (refusal.value.code, draft.team.size) == ("stale", 2)
    assert AuditEntry.objects.count() == lines


def test_withdraw_consent_keeps_the_name_that_a_published_list_bears(
    hackathon: Hackathon, now: datetime
) -> None:
    entry = entry_in(stage_at(hackathon, "hackathon", "open"))
    member = entry.team.memberships.get(seat=2)
    name = member.participant.full_name

    withdraw(consent_of(member), now)

    member.refresh_from_db()
    assert (member.participant.full_name, member.participant.phone) == (name, "")
    assert member.left_at == now


def test_withdraw_consent_of_the_captain_makes_the_next_member_captain(
    draft: Application, captain: User, now: datetime
) -> None:
    unconfirmed = draft.team.memberships.get(seat=2)
    unconfirmed.confirmed_at = None
    unconfirmed.save()

    withdraw(consent_of(draft.team.memberships.get(seat=1)), now)

    heirs = draft.team.memberships.filter(is_captain=True, left_at__isnull=True)
    assert [heir.seat for heir in heirs] == [3]
    line = AuditEntry.objects.get(action="registration.membership.make_captain")
    assert (line.actor, line.target_id) == (captain, heirs.get().pk)


def test_withdraw_consent_of_the_last_member_cancels_invitations(
    hackathon: Hackathon, now: datetime
) -> None:
    application = ready_application(hackathon, members=1)
    waiting = InvitationFactory(team=application.team, status="opened")

    withdraw(consent_of(application.team.memberships.get()), now)

    waiting.refresh_from_db()
    application.team.refresh_from_db()
    assert (waiting.status, application.team.size) == ("cancelled", 0)


def test_withdraw_consent_after_leaving_erases_all_the_same(
    draft: Application, now: datetime
) -> None:
    member = draft.team.memberships.get(seat=2)
    Membership.objects.filter(pk=member.pk).update(left_at=BEGIN)

    withdraw(consent_of(member), now)

    member.refresh_from_db()
    assert (member.left_at, member.participant.full_name) == (BEGIN, "")
