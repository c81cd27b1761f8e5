"""How teams begin, and how members leave them."""

from datetime import datetime

import pytest

from hackathon.kit.errors import Refused
from hackathon.models import AuditEntry, Badge, Hackathon, User
from registration.models import Application, Membership, Participant, Team
from registration.services import leave_team, remove_member, start_application
from tests.factories import BadgeFactory, UserFactory
from tests.factories.registration import (
    InvitationFactory,
    TeamFactory,
    add_member,
    stage_at,
)

pytestmark = pytest.mark.django_db


def start(hackathon: Hackathon, person: User, now: datetime, name: str = "Qyran") -> Application:
    return start_application(
        hackathon=hackathon,
        actor=person,
        team_name=name,
        full_name="Aigerim Sadykova",
        role="designer",
        now=now,
    )


def test_start_application_makes_a_team_and_its_captain(
    hackathon: Hackathon, now: datetime
) -> None:
    person = UserFactory()

    application = start(hackathon, person, now)

    team = application.team
    captain = Membership.objects.get(team=team)
    assert (application.status, application.hackathon, application.revision) == (
        "draft",
        hackathon,
        0,
    )
    assert (team.name, team.size, team.size_max, team.created_at) == ("Qyran", 0, 5, now)
    assert (captain.seat, captain.role, captain.is_captain) == (1, "designer", True)
    assert captain.confirmed_at is None
    assert captain.participant.full_name == "Aigerim Sadykova"
    assert Badge.objects.get(person=person).is_participant
    assert AuditEntry.objects.filter(action="registration.application.start").count() == 1


def nothing_began(hackathon: Hackathon) -> bool:
    return not (
        hackathon.teams.exists() or hackathon.applications.exists() or Participant.objects.exists()
    )


@pytest.mark.parametrize(
    ("says", "code"),
    [
        ("is_organizer", "takes_part_and_decides"),
        ("is_judge", "takes_part_and_decides"),
        ("is_auditor", "takes_part_and_decides"),
        ("is_mentor", "takes_part_and_mentors"),
    ],
)
def test_start_application_refuses_who_decides(
    hackathon: Hackathon, now: datetime, says: str, code: str
) -> None:
    person = BadgeFactory(hackathon=hackathon, **{says: True}).person

    with pytest.raises(Refused) as refusal:
        start(hackathon, person, now)

    assert refusal.value.code == code
    assert nothing_began(hackathon)


@pytest.mark.parametrize("status", ["planned", "closed", "published"])
def test_start_application_refuses_outside_the_dates(
    hackathon: Hackathon, now: datetime, status: str
) -> None:
    stage_at(hackathon, "applications", status)

    with pytest.raises(Refused) as refusal:
        start(hackathon, UserFactory(), now)

    word = "open" if status == "planned" else "closed"
    assert refusal.value.code == "applications_closed"
    assert refusal.value.messages[0].startswith(f"Applications {word} on ")
    assert nothing_began(hackathon)


def test_start_application_refuses_a_second_team(hackathon: Hackathon, now: datetime) -> None:
    person = UserFactory()
    start(hackathon, person, now)

    with pytest.raises(Refused) as refusal:
        start(hackathon, person, now, name="Another")

    assert refusal.value.code == "in_another_team"
    assert [team.name for team in Team.objects.all()] == ["Qyran"]


def test_start_application_refuses_a_name_that_is_taken(
    hackathon: Hackathon, now: datetime
) -> None:
    TeamFactory(hackathon=hackathon, name="ҚЫРАН")

    with pytest.raises(Refused) as refusal:
        start(hackathon, UserFactory(), now, name="қыран")

    assert refusal.value.code == "team_name_taken"
    assert refusal.value.params == {"field": "team_name"}
    assert not hackathon.applications.exists()


def test_start_application_takes_the_name_of_another_hackathons_team(
    hackathon: Hackathon, now: datetime
) -> None:
    TeamFactory(name="Qyran")

    assert start(hackathon, UserFactory(), now).team.name == "Qyran"


def test_start_application_lets_who_left_begin_again(hackathon: Hackathon, now: datetime) -> None:
    person = UserFactory()
    first = start(hackathon, person, now)
    leave_team(membership=first.team.memberships.get(), actor=person, now=now)

    second = start(hackathon, person, now, name="Sunkar")

    assert second.team.memberships.get().participant == first.team.memberships.get().participant


def other_member(draft: Application) -> Membership:
    return draft.team.memberships.filter(is_captain=False).order_by("seat").first()


def test_remove_member_frees_the_seat(draft: Application, captain: User, now: datetime) -> None:
    member = other_member(draft)

    remove_member(membership=member, actor=captain, now=now)

    member.refresh_from_db()
    draft.team.refresh_from_db()
    assert (member.left_at, draft.team.size) == (now, 2)
    assert Badge.objects.get(person=member.participant.user).is_participant
    line = AuditEntry.objects.get(action="registration.membership.remove")
    assert (line.actor, line.hackathon, line.target_id) == (captain, draft.hackathon, member.pk)


def test_remove_member_does_not_count_who_had_not_confirmed(
    draft: Application, captain: User, now: datetime
) -> None:
    member = add_member(draft.team, confirmed=False)

    remove_member(membership=member, actor=captain, now=now)

    draft.team.refresh_from_db()
    assert draft.team.size == 3


def test_remove_member_refuses_once_the_application_is_sent(
    sent: Application, now: datetime
) -> None:
    member = other_member(sent)

    with pytest.raises(Refused) as refusal:
        remove_member(membership=member, actor=UserFactory(), now=now)

    member.refresh_from_db()
    assert (refusal.value.code, member.left_at) == ("not_editable", None)


def test_remove_member_refuses_the_captain(
    draft: Application, captain: User, now: datetime
) -> None:
    membership = draft.team.memberships.get(is_captain=True)

    with pytest.raises(Refused) as refusal:
        remove_member(membership=membership, actor=captain, now=now)

    membership.refresh_from_db()
    assert (refusal.value.code, membership.left_at) == ("captain_stays", None)


def test_remove_member_refuses_who_has_left(
    draft: Application, captain: User, now: datetime
) -> None:
    member = other_member(draft)
    remove_member(membership=member, actor=captain, now=now)

    with pytest.raises(Refused) as refusal:
        remove_member(membership=member, actor=captain, now=now)

    draft.team.refresh_from_db()
    assert (refusal.value.code, draft.team.size) == ("stale", 2)


def test_leave_team_lets_a_member_go(draft: Application, now: datetime) -> None:
    member = other_member(draft)

    leave_team(membership=member, actor=member.participant.user, now=now)

    member.refresh_from_db()
    draft.team.refresh_from_db()
    assert (member.left_at, draft.team.size) == (now, 2)
    assert AuditEntry.objects.filter(action="registration.membership.leave").count() == 1


def test_leave_team_refuses_a_captain_with_a_team(
    draft: Application, captain: User, now: datetime
) -> None:
    with pytest.raises(Refused) as refusal:
        leave_team(membership=draft.team.memberships.get(seat=1), actor=captain, now=now)

    draft.team.refresh_from_db()
    assert (refusal.value.code, draft.team.size) == ("captain_stays", 3)


def test_leave_team_lets_a_lonely_captain_go_and_cancels_invitations(
    hackathon: Hackathon, now: datetime
) -> None:
    person = UserFactory()
    application = start(hackathon, person, now)
    waiting = InvitationFactory(team=application.team)

    leave_team(membership=application.team.memberships.get(), actor=person, now=now)

    waiting.refresh_from_db()
    assert waiting.status == "cancelled"
    assert application.team.memberships.get().left_at == now


def test_leave_team_refuses_once_the_application_is_sent(sent: Application, now: datetime) -> None:
    member = other_member(sent)

    with pytest.raises(Refused) as refusal:
        leave_team(membership=member, actor=member.participant.user, now=now)

    member.refresh_from_db()
    assert (refusal.value.code, member.left_at) == ("not_editable", None)
