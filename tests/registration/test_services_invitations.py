"""Invitations: sent, renewed, cancelled."""

from datetime import datetime, timedelta

import pytest

from hackathon.kit import tokens
from hackathon.kit.errors import Refused
from hackathon.models import AuditEntry, Letter, User
from registration.models import Application, Invitation, Membership
from registration.rules import INVITATIONS_PER_DAY
from registration.services import (
    cancel_invitation,
    confirm_invitation,
    invite_member,
    renew_invitation,
)
from tests.factories import UserFactory
from tests.factories.registration import (
    CLOSES,
    OWN_WORD,
    InvitationFactory,
    add_member,
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


def test_invite_member_sends_the_link_in_the_readers_language(
    draft: Application, captain: User, now: datetime
) -> None:
    invitation = invite(draft, now, email="  Dana@Example.ORG ")

    letter = Letter.objects.get()
    token = tokens.make("invitation", invitation.pk, 1)
    assert (invitation.email, invitation.status) == ("dana@example.org", "sent")
    assert (invitation.sent_at, invitation.expires_at) == (now, now + timedelta(days=7))
    assert (letter.letter, letter.address, letter.language, letter.recipient) == (
        "registration/invitation",
        "dana@example.org",
        "kk",
        None,
    )
    assert letter.facts == {
        "name": "Dana Akhmetova",
        "captain": captain.full_name,
        "team": draft.team.name,
        "role": {
            "kk": letter.facts["role"]["kk"],
            "ru": letter.facts["role"]["ru"],
            "en": "Lawyer",
        },
        "expires_at": "2026-09-08T09:00:00+00:00",
        "path": f"/invitations/{invitation.pk}-{token}/",
    }
    assert AuditEntry.objects.get().action == "registration.invitation.send"


def not_invited(draft: Application, now: datetime, code: str, email: str = "n@example.org") -> str:
    """Invite, and see it refused with nothing changed."""
    rows, letters = Invitation.objects.count(), Letter.objects.count()
    with pytest.raises(Refused) as refusal:
        invite(draft, now, email)
    assert (Invitation.objects.count(), Letter.objects.count()) == (rows, letters)
    assert refusal.value.code == code
    return refusal.value.messages[0]


def test_invite_member_refuses_the_captain_themself(
    draft: Application, captain: User, now: datetime
) -> None:
    not_invited(draft, now, "invited_already", captain.email.upper())


def test_invite_member_refuses_a_member(draft: Application, now: datetime) -> None:
    member = draft.team.memberships.get(seat=2)

    not_invited(draft, now, "invited_already", member.participant.user.email)


@pytest.mark.parametrize("status", ["sent", "opened"])
def test_invite_member_refuses_whose_invitation_waits(
    draft: Application, now: datetime, status: str
) -> None:
    InvitationFactory(team=draft.team, email="dana@example.org", status=status)

    not_invited(draft, now, "invited_already", "DANA@example.org")


def test_invite_member_refuses_the_address_of_a_member_who_joined_with_another(
    draft: Application, invitation: Invitation, now: datetime
) -> None:
    confirm(invitation, UserFactory(), now)

    not_invited(draft, now, "invited_already", invitation.email)


@pytest.mark.parametrize("status", ["declined", "expired", "cancelled"])
def test_invite_member_asks_again_who_has_no_waiting_invitation(
    draft: Application, now: datetime, status: str
) -> None:
    InvitationFactory(team=draft.team, email="dana@example.org", status=status)

    assert invite(draft, now).status == "sent"


def test_invite_member_counts_members_and_invitations_together(
    draft: Application, now: datetime
) -> None:
    add_member(draft.team, confirmed=False)
    invite(draft, now)

    words = not_invited(draft, now, "team_full")

    assert words == "The team is full: it has 5 members at most, invited ones counted."


def test_invite_member_counts_no_seat_for_who_declined(draft: Application, now: datetime) -> None:
    for status in ("declined", "expired", "cancelled"):
        InvitationFactory(team=draft.team, status=status)
    invite(draft, now)

    assert invite(draft, now, email="timur@example.org").status == "sent"


def test_invite_member_refuses_the_21st_letter_of_a_day(draft: Application, now: datetime) -> None:
    start = now - DAY
    for number in range(INVITATIONS_PER_DAY - 1):
        cancel_invitation(
            invitation=invite(draft, start, f"one{number}@example.org"),
            actor=UserFactory(),
            now=start,
        )
    last = invite(draft, start + SECOND, "last@example.org")

    words = not_invited(draft, start + DAY - SECOND, "too_many_invitations")
    with pytest.raises(Refused) as refusal:
        renew_invitation(invitation=last, actor=UserFactory(), now=start + DAY - SECOND)

    last.refresh_from_db()
    assert words == "The team has sent 20 invitations within a day. Go on tomorrow."
    assert (refusal.value.code, last.version) == ("too_many_invitations", 1)
    assert invite(draft, now).status == "sent"


def test_invite_member_counts_every_renewal(draft: Application, now: datetime) -> None:
    invitation = invite(draft, now)
    for _number in range(INVITATIONS_PER_DAY - 1):
        renew_invitation(invitation=invitation, actor=UserFactory(), now=now)

    not_invited(draft, now, "too_many_invitations")


def test_invite_member_refuses_after_the_deadline(draft: Application) -> None:
    assert invite(draft, CLOSES + SECOND - MICROSECOND).status == "sent"

    not_invited(draft, CLOSES + SECOND, "applications_closed")


def test_invite_member_refuses_once_the_application_is_sent(
    draft: Application, now: datetime
) -> None:
    Application.objects.update(status="submitted", submitted_at=now)

    not_invited(draft, now, "not_editable")


def test_renew_invitation_makes_a_new_link(
    draft: Application, invitation: Invitation, captain: User, now: datetime
) -> None:
    later = now + DAY

    renew_invitation(invitation=invitation, actor=captain, now=later)

    invitation.refresh_from_db()
    letters = Letter.objects.filter(letter="registration/invitation").order_by("version")
    assert (invitation.status, invitation.version) == ("sent", 2)
    assert (invitation.sent_at, invitation.expires_at) == (later, later + timedelta(days=7))
    assert [letter.version for letter in letters] == [1, 2]
    assert letters[0].facts["path"] != letters[1].facts["path"]
    assert tokens.make("invitation", invitation.pk, 2) in letters[1].facts["path"]


def test_renew_invitation_lets_an_expired_one_live_again(
    draft: Application, invitation: Invitation, captain: User, now: datetime
) -> None:
    Invitation.objects.update(status="expired")

    renew_invitation(invitation=invitation, actor=captain, now=now)

    invitation.refresh_from_db()
    assert invitation.status == "sent"


def test_renew_invitation_refuses_an_expired_one_when_the_seat_is_gone(
    draft: Application, invitation: Invitation, captain: User, now: datetime
) -> None:
    Invitation.objects.update(status="expired")
    for _number in range(2):
        add_member(draft.team)

    with pytest.raises(Refused) as refusal:
        renew_invitation(invitation=invitation, actor=captain, now=now)

    invitation.refresh_from_db()
    assert (refusal.value.code, invitation.status, invitation.version) == (
        "team_full",
        "expired",
        1,
    )


def test_renew_invitation_refuses_an_expired_one_beside_a_waiting_one(
    draft: Application, invitation: Invitation, captain: User, now: datetime
) -> None:
    Invitation.objects.update(status="expired")
    invite(draft, now)

    with pytest.raises(Refused) as refusal:
        renew_invitation(invitation=invitation, actor=captain, now=now)

    assert refusal.value.code == "invited_already"


@pytest.mark.parametrize("status", ["declined", "cancelled"])
def test_renew_invitation_refuses_an_answered_one(
    invitation: Invitation, captain: User, now: datetime, status: str
) -> None:
    Invitation.objects.update(status=status)

    with pytest.raises(Refused) as refusal:
        renew_invitation(invitation=invitation, actor=captain, now=now)

    invitation.refresh_from_db()
    assert (refusal.value.code, invitation.version) == ("stale", 1)
    assert Letter.objects.count() == 1


@pytest.mark.parametrize("status", ["sent", "opened", "expired", "declined"])
def test_cancel_invitation_frees_its_place(
    draft: Application, invitation: Invitation, captain: User, now: datetime, status: str
) -> None:
    Invitation.objects.update(status=status)

    cancel_invitation(invitation=invitation, actor=captain, now=now)

    invitation.refresh_from_db()
    assert invitation.status == "cancelled"


def test_cancel_invitation_refuses_a_confirmed_one(
    invitation: Invitation, captain: User, now: datetime
) -> None:
    confirm(invitation, UserFactory(), now)

    with pytest.raises(Refused) as refusal:
        cancel_invitation(invitation=invitation, actor=captain, now=now)

    invitation.refresh_from_db()
    assert (refusal.value.code, invitation.status) == ("stale", "confirmed")
