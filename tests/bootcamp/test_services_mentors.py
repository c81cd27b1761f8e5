"""Mentors and their teams."""

import pytest

from bootcamp import services
from bootcamp.models import MentorTeam
from hackathon.kit.errors import Refused
from hackathon.models import AuditEntry, User
from judging.models import Conflict
from tests.factories import BadgeFactory, UserFactory
from tests.factories.bootcamp import Camp

pytestmark = pytest.mark.django_db


def assign(camp: Camp, mentor: User | None = None, **facts) -> MentorTeam:
    wanted = {"entry": camp.camp_entries[0], "mentor": mentor or camp.mentor} | facts
    return services.assign_mentor(**wanted, actor=camp.organizer, now=camp.now)


def test_assign_mentor_joins_mentor_and_team(camp: Camp) -> None:
    pair = assign(camp)

    assert (pair.entry, pair.mentor) == (camp.camp_entries[0], camp.mentor)
    assert (pair.assigned_at, pair.assigned_by) == (camp.now, camp.organizer)
    line = AuditEntry.objects.get(action="bootcamp.mentorteam.assign")
    assert line.details == {"mentor": camp.mentor.pk}


def test_assign_mentor_again_changes_nothing(camp: Camp) -> None:
    pair = assign(camp)

    assert assign(camp) == pair
    assert MentorTeam.objects.count() == Conflict.objects.count() == 1


def test_team_may_have_several_mentors_and_a_mentor_several_teams(camp: Camp) -> None:
    second = BadgeFactory(hackathon=camp.hackathon, is_mentor=True).person

    assign(camp)
    assign(camp, second)
    assign(camp, entry=camp.camp_entries[1])

    assert MentorTeam.objects.count() == 3


@pytest.mark.parametrize("badge", [None, {"is_judge": True}, {"is_participant": True}])
def test_assign_mentor_takes_only_a_mentor(camp: Camp, badge: dict | None) -> None:
    somebody = UserFactory()
    if badge:
        BadgeFactory(hackathon=camp.hackathon, person=somebody, **badge)

    with pytest.raises(Refused) as refusal:
        assign(camp, somebody)

    assert refusal.value.code == "no_mentor"
    assert not MentorTeam.objects.exists()


def test_mentor_of_another_hackathon_is_no_mentor_here(camp: Camp) -> None:
    with pytest.raises(Refused) as refusal:
        assign(camp, BadgeFactory(is_mentor=True).person)

    assert refusal.value.code == "no_mentor"


def test_assign_mentor_works_with_teams_of_the_boot_camp_only(camp: Camp) -> None:
    with pytest.raises(Refused) as refusal:
        assign(camp, entry=camp.entries[0])

    assert refusal.value.code == "not_in_camp"
    assert not MentorTeam.objects.exists()


def test_release_mentor_leaves_the_conflict(camp: Camp) -> None:
    pair = assign(camp)

    services.release_mentor(pair=pair, actor=camp.organizer, now=camp.now)

    assert not MentorTeam.objects.exists()
    assert Conflict.objects.get().judge == camp.mentor
    assert AuditEntry.objects.filter(action="bootcamp.mentorteam.release").count() == 1


def test_release_mentor_twice_is_refused(camp: Camp) -> None:
    pair = assign(camp)
    the_same = MentorTeam.objects.get()
    services.release_mentor(pair=pair, actor=camp.organizer, now=camp.now)

    with pytest.raises(Refused) as refusal:
        services.release_mentor(pair=the_same, actor=camp.organizer, now=camp.now)

    assert refusal.value.code == "stale"
    assert AuditEntry.objects.filter(action="bootcamp.mentorteam.release").count() == 1
