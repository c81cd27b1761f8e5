"""Invitations: confirmed, with one's own word."""

from datetime import date, datetime, timedelta

import pytest

from hackathon.kit.errors import Refused
from hackathon.models import Badge, Letter, User
from registration.models import Application, Invitation, Membership, Participant
from registration.services import (
    confirm_invitation,
    invite_member,
    leave_team,
)
from tests.factories import BadgeFactory, CityFactory, UserFactory
from tests.factories.registration import (
    CLOSES,
    OWN_WORD,
    ApplicationFactory,
    InvitationFactory,
    TeamFactory,
    add_member,
    ready_application,
    stage_at,
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


def test_confirm_invitation_makes_a_member_who_counts(
    draft: Application, invitation: Invitation, captain: User, now: datetime
) -> None:
    person = UserFactory(email="dana@example.org")
    city = CityFactory(hackathon=draft.hackathon)

    membership = confirm(invitation, person, now, city=city, evidence={"language": "kk"})

    invitation.refresh_from_db()
    draft.team.refresh_from_db()
    participant = membership.participant
    assert (membership.seat, membership.role, membership.is_captain) == (4, "lawyer", False)
    assert (membership.confirmed_at, draft.team.size) == (now, 4)
    assert (participant.user, participant.full_name) == (person, "Aigerim Sadykova")
    assert (participant.city, participant.created_at) == (city, now)
    assert (invitation.status, invitation.membership) == ("confirmed", membership)
    assert invitation.answered_at == now
    assert Badge.objects.get(person=person).is_participant
    assert participant.acceptances.count() == 2
    letter = Letter.objects.get(letter="registration/member_confirmed")
    assert letter.recipient == captain
    assert letter.facts == {
        "name": "Dana Akhmetova",
        "team": draft.team.name,
        "path": f"/{draft.hackathon.slug}/my/team/",
    }


def test_confirm_invitation_works_for_an_account_of_another_address(
    invitation: Invitation, now: datetime
) -> None:
    membership = confirm(invitation, UserFactory(email="other@example.org"), now)

    evidence = {consent.evidence["invited_as"] for consent in membership.participant.consents.all()}
    assert evidence == {"dana@example.org"}


def test_confirm_invitation_takes_the_lowest_free_seat(
    draft: Application, invitation: Invitation, now: datetime
) -> None:
    member = draft.team.memberships.get(seat=2)
    leave_team(membership=member, actor=member.participant.user, now=now)

    assert confirm(invitation, UserFactory(), now).seat == 2


def test_confirm_invitation_takes_who_left_another_team(
    invitation: Invitation, now: datetime
) -> None:
    other = ready_application(invitation.team.hackathon)
    member = other.team.memberships.get(seat=3)
    person = member.participant.user
    leave_team(membership=member, actor=person, now=now)

    membership = confirm(invitation, person, now)

    assert membership.participant == member.participant
    assert Participant.objects.filter(user=person).count() == 1


def not_confirmed(
    invitation: Invitation, person: User, now: datetime, code: str, **word
) -> Refused:
    """Confirm, and see it refused with nothing changed."""
    before = (
        Invitation.objects.values().get(pk=invitation.pk),
        Membership.objects.count(),
        Letter.objects.count(),
        invitation.team.size,
    )
    with pytest.raises(Refused) as refusal:
        confirm(invitation, person, now, **word)
    invitation.team.refresh_from_db()
    assert before == (
        Invitation.objects.values().get(pk=invitation.pk),
        Membership.objects.count(),
        Letter.objects.count(),
        invitation.team.size,
    )
    assert refusal.value.code == code
    return refusal.value


@pytest.mark.parametrize(
    ("status", "code"),
    [
        ("declined", "invitation_answered"),
        ("cancelled", "invitation_cancelled"),
        ("expired", "invitation_expired"),
    ],
)
def test_confirm_invitation_refuses_one_that_does_not_wait(
    invitation: Invitation, now: datetime, status: str, code: str
) -> None:
    Invitation.objects.update(status=status)

    not_confirmed(invitation, UserFactory(), now, code)


def test_confirm_invitation_refuses_the_second_time(invitation: Invitation, now: datetime) -> None:
    confirm(invitation, UserFactory(), now)
    invitation.team.refresh_from_db()

    not_confirmed(invitation, UserFactory(), now, "invitation_answered")


def test_confirm_invitation_refuses_at_the_moment_it_expires(
    invitation: Invitation, now: datetime
) -> None:
    not_confirmed(invitation, UserFactory(), invitation.expires_at, "invitation_expired")

    moment = invitation.expires_at - MICROSECOND
    assert confirm(invitation, UserFactory(), moment).confirmed_at == moment


def test_confirm_invitation_refuses_after_the_deadline(draft: Application) -> None:
    invitation = InvitationFactory(team=draft.team)

    not_confirmed(invitation, UserFactory(), CLOSES + SECOND, "applications_closed")

    moment = CLOSES + SECOND - MICROSECOND
    assert confirm(invitation, UserFactory(), moment).confirmed_at == moment


def test_confirm_invitation_refuses_once_the_application_is_sent(
    invitation: Invitation, now: datetime
) -> None:
    Application.objects.update(status="submitted", submitted_at=now)

    not_confirmed(invitation, UserFactory(), now, "not_editable")


def test_confirm_invitation_refuses_a_full_team(
    draft: Application, invitation: Invitation, now: datetime
) -> None:
    for _number in range(2):
        add_member(draft.team)
    invitation.team.refresh_from_db()

    not_confirmed(invitation, UserFactory(), now, "team_full")


@pytest.mark.parametrize(
    ("says", "code"),
    [("is_judge", "takes_part_and_decides"), ("is_mentor", "takes_part_and_mentors")],
)
def test_confirm_invitation_refuses_who_decides(
    invitation: Invitation, now: datetime, says: str, code: str
) -> None:
    person = BadgeFactory(hackathon=invitation.team.hackathon, **{says: True}).person

    not_confirmed(invitation, person, now, code)


def test_confirm_invitation_refuses_who_is_in_another_team(
    invitation: Invitation, now: datetime
) -> None:
    other = ready_application(invitation.team.hackathon)
    person = other.team.memberships.get(seat=2).participant.user

    not_confirmed(invitation, person, now, "in_another_team")


def test_confirm_invitation_takes_who_is_in_a_team_of_another_hackathon(
    invitation: Invitation, now: datetime
) -> None:
    person = UserFactory()
    elsewhere = ApplicationFactory(team=TeamFactory()).team
    add_member(elsewhere, confirmed=False, user=person)

    assert confirm(invitation, person, now).team == invitation.team


def test_confirm_invitation_refuses_who_is_too_young(invitation: Invitation, now: datetime) -> None:
    not_confirmed(invitation, UserFactory(), now, "under_age", birth_date=date(2010, 1, 1))


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ({"purposes": ["taking_part"]}, "consent_missing"),
        ({"declarations": ["rules"]}, "declarations_missing"),
    ],
)
def test_confirm_invitation_refuses_without_ones_own_word(
    invitation: Invitation, now: datetime, word: dict, code: str
) -> None:
    not_confirmed(invitation, UserFactory(), now, code, **word)


def test_stage_that_is_closed_by_hand_takes_no_members(
    invitation: Invitation, now: datetime
) -> None:
    stage_at(invitation.team.hackathon, "applications", "closed")

    not_confirmed(invitation, UserFactory(), now, "applications_closed")
