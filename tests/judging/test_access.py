"""Who may do what in judging."""

from datetime import datetime

import pytest
from django.contrib.auth.models import AnonymousUser

from hackathon.kit.access import table
from hackathon.models import User
from tests.factories import BadgeFactory, CityFactory, UserFactory
from tests.factories.judging import Jury, build_jury

pytestmark = pytest.mark.django_db

ORGANIZER, CHAIR, JUDGE, AUDITOR = "organizer", "chair", "judge", "auditor"
ROLES = (
    ORGANIZER,
    "city organizer",
    CHAIR,
    JUDGE,
    "mentor",
    AUDITOR,
    "participant",
    "stranger",
    "visitor",
    "organizer elsewhere",
    "judge elsewhere",
)
WHILE_OPEN = {
    "judging.read_cards": {CHAIR, JUDGE},
    "judging.declare_conflicts": {CHAIR, JUDGE},
    "judging.vote_round": {CHAIR, JUDGE},
    "judging.run_round": {ORGANIZER},
    "judging.read_round": {ORGANIZER, AUDITOR},
    "judging.read_ranking": {ORGANIZER, AUDITOR},
    "judging.decide_ties": {ORGANIZER},
    "judging.publish_finalists": {ORGANIZER},
}
ONCE_CLOSED = WHILE_OPEN | {
    "judging.read_ranking": {ORGANIZER, AUDITOR, CHAIR},
    "judging.decide_ties": {ORGANIZER, CHAIR},
}


@pytest.fixture
def jury(now: datetime) -> Jury:
    """One team, two judges; the chair is the first one."""
    jury = build_jury(now=now, teams=1, judges=2, places=1)
    jury.open()
    return jury


def person(jury: Jury, role: str) -> User | AnonymousUser:
    """Somebody with this role."""
    here = jury.hackathon
    if role in (ORGANIZER, CHAIR, JUDGE):
        return {ORGANIZER: jury.organizer, CHAIR: jury.judges[0], JUDGE: jury.judges[1]}[role]
    if role == "participant":
        return jury.entries[0].team.memberships.get().participant.user
    if role == "stranger":
        return UserFactory()
    if role == "visitor":
        return AnonymousUser()
    says = {
        "city organizer": {
            "hackathon": here,
            "is_organizer": True,
            "city": CityFactory(hackathon=here),
        },
        "mentor": {"hackathon": here, "is_mentor": True},
        AUDITOR: {"hackathon": here, "is_auditor": True},
        "organizer elsewhere": {"is_organizer": True},
        "judge elsewhere": {"is_judge": True, "is_chair": True},
    }
    return BadgeFactory(**says[role]).person


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(("status", "allowed"), [("open", WHILE_OPEN), ("closed", ONCE_CLOSED)])
def test_permissions_of_a_round(jury: Jury, role: str, status: str, allowed: dict) -> None:
    if status == "closed":
        jury.close()
    somebody = person(jury, role)

    may = {name for name in allowed if somebody.has_perm(name, jury.round)}

    assert may == {name for name, roles in allowed.items() if role in roles}


@pytest.mark.parametrize("role", ROLES)
def test_a_card_is_marked_by_its_own_judge_alone(jury: Jury, role: str) -> None:
    somebody = person(jury, role)

    assert somebody.has_perm("judging.mark_card", jury.card(0, 0)) == (role == CHAIR)
    assert somebody.has_perm("judging.mark_card", jury.card(1, 0)) == (role == JUDGE)


def test_a_judge_who_left_the_jury_marks_nothing(jury: Jury) -> None:
    jury.hackathon.badges.filter(person=jury.judges[1]).update(is_judge=False)

    left = User.objects.get(pk=jury.judges[1].pk)

    assert not left.has_perm("judging.mark_card", jury.card(1, 0))


def test_a_round_may_be_set_up_before_there_is_one(jury: Jury) -> None:
    stage = jury.stages["final"]

    assert jury.organizer.has_perm("judging.run_round", stage)
    assert not jury.chair.has_perm("judging.run_round", stage)
    assert not jury.chair.has_perm("judging.read_ranking", stage)


def test_every_permission_of_judging_is_tried() -> None:
    ours = {name for name in table if name.startswith("judging.")}

    assert ours == set(ONCE_CLOSED) | {"judging.mark_card"}
