"""Invitations: opened, declined, expired."""

from datetime import datetime, timedelta

import pytest

from hackathon.kit.errors import Refused
from hackathon.models import AuditEntry, Letter, User
from registration.models import Application, Invitation, Membership
from registration.services import (
    confirm_invitation,
    decline_invitation,
    expire_invitations,
    invite_member,
    open_invitation,
)
from tests.factories import UserFactory
from tests.factories.registration import (
    OWN_WORD,
    InvitationFactory,
)

pytestmark = pytest.mark.django_db

DAY, SECOND, MICROSECOND = timedelta(days=1), timedelta(seconds=1), timedelta(microseconds=1)


def invite(draft: Application, now: datetime, email: str = "dana@example.org") -> Invitation:
    return invite_member(
        team=draft.team,
        email=email,
        full_name="Dana Akhmetova",
        role="lawyer",
        language="kk",
        actor=draft.team.memberships.get(is_captain=True).participant.user,
        now=now,
    )


def confirm(invitation: Invitation, person: User, now: datetime, **word) -> Membership:
    return confirm_invitation(invitation=invitation, person=person, now=now, **(OWN_WORD | word))


@pytest.fixture
def invitation(draft: Application, now: datetime) -> Invitation:
    """An invitation of a fourth member, with its letter."""
    return invite(draft, now)


def test_open_invitation_counts_the_first_time(invitation: Invitation, now: datetime) -> None:
    open_invitation(invitation=invitation, now=now)
    open_invitation(invitation=invitation, now=now + DAY)

    invitation.refresh_from_db()
    assert invitation.status == "opened"
    assert AuditEntry.objects.filter(action="registration.invitation.open").count() == 1


def test_open_invitation_leaves_one_alone_whose_time_is_over(
    invitation: Invitation, now: datetime
) -> None:
    open_invitation(invitation=invitation, now=invitation.expires_at)

    invitation.refresh_from_db()
    assert invitation.status == "sent"


def test_decline_invitation_tells_the_captain(
    draft: Application, invitation: Invitation, captain: User, now: datetime
) -> None:
    person = UserFactory()

    decline_invitation(invitation=invitation, person=person, now=now)

    invitation.refresh_from_db()
    letter = Letter.objects.get(letter="registration/member_declined")
    assert (invitation.status, invitation.answered_at) == ("declined", now)
    assert (letter.recipient, letter.facts["name"]) == (captain, "Dana Akhmetova")
    line = AuditEntry.objects.get(action="registration.invitation.decline")
    assert line.actor == person


def test_decline_invitation_needs_no_account(invitation: Invitation, now: datetime) -> None:
    decline_invitation(invitation=invitation, person=None, now=now)

    invitation.refresh_from_db()
    assert invitation.status == "declined"


def test_decline_invitation_refuses_the_second_time(invitation: Invitation, now: datetime) -> None:
    decline_invitation(invitation=invitation, person=None, now=now)

    with pytest.raises(Refused) as refusal:
        decline_invitation(invitation=invitation, person=None, now=now + DAY)

    invitation.refresh_from_db()
    assert (refusal.value.code, invitation.answered_at) == ("invitation_answered", now)


def test_expire_invitations_ends_those_whose_time_is_over(
    draft: Application, now: datetime
) -> None:
    statuses = ["sent", "opened", "confirmed", "declined", "cancelled"]
    rows = {
        status: InvitationFactory(
            team=draft.team,
            status=status,
            expires_at=now,
            membership=draft.team.memberships.get(seat=2) if status == "confirmed" else None,
        )
        for status in statuses
    }
    fresh = InvitationFactory(team=draft.team, expires_at=now + MICROSECOND)

    assert expire_invitations(now=now) == 2
    assert expire_invitations(now=now) == 0

    found = dict(Invitation.objects.values_list("pk", "status"))
    after = {**dict.fromkeys(statuses, "expired"), **{s: s for s in statuses[2:]}}
    assert found == {rows[s].pk: after[s] for s in statuses} | {fresh.pk: "sent"}
    lines = AuditEntry.objects.filter(action="registration.invitation.expire")
    assert {line.hackathon for line in lines} == {draft.hackathon}
