"""Who may do what on the ground floor: one table, read whole."""

import pytest
from django.contrib.auth.models import AnonymousUser

from hackathon import access
from hackathon.kit.access import table
from hackathon.models import Hackathon
from hackathon.models.hackathon import hackathon_id_of, hackathon_of
from tests.factories import BadgeFactory, CityFactory, HackathonFactory, StageFactory, UserFactory
from tests.factories.ground import SessionFactory

pytestmark = pytest.mark.django_db

WHO = ("participant", "judge", "chair", "mentor", "organizer", "of_a_city", "auditor")
MAY = {
    "hackathon.read_figures": set(),  # for site administrators, whatever badge they have
    "hackathon.read_board": {"organizer", "of_a_city", "auditor"},
    "hackathon.move_stage": {"organizer"},
    "hackathon.edit_calendar": {"organizer"},
    "hackathon.give_badge": {"organizer"},
    "hackathon.publish_text": {"organizer"},
    "hackathon.publish_news": {"organizer"},
    "hackathon.read_letters": {"organizer"},
    "hackathon.read_trail": {"organizer", "auditor"},
}


@pytest.fixture
def hackathon() -> Hackathon:
    return HackathonFactory()


def people_of(hackathon: Hackathon) -> dict:
    says = {
        "participant": {"is_participant": True},
        "judge": {"is_judge": True},
        "chair": {"is_judge": True, "is_chair": True},
        "mentor": {"is_mentor": True},
        "organizer": {"is_organizer": True},
        "of_a_city": {"is_organizer": True, "city": CityFactory(hackathon=hackathon)},
        "auditor": {"is_auditor": True},
    }
    return {who: BadgeFactory(hackathon=hackathon, **says[who]).person for who in WHO}


def test_table_of_the_ground_floor_is_exactly_this(hackathon: Hackathon) -> None:
    people = people_of(hackathon)
    told = {
        permission: {who for who in WHO if people[who].has_perm(permission, hackathon)}
        for permission in table
        if permission.startswith("hackathon.")
    }

    assert told == MAY


@pytest.mark.parametrize("permission", MAY)
def test_badge_of_another_hackathon_is_worth_nothing(hackathon: Hackathon, permission: str) -> None:
    others = people_of(HackathonFactory())

    assert not [who for who in WHO if others[who].has_perm(permission, hackathon)]


@pytest.mark.parametrize("permission", MAY)
def test_stranger_may_nothing(hackathon: Hackathon, permission: str) -> None:
    assert not UserFactory().has_perm(permission, hackathon)
    assert not AnonymousUser().has_perm(permission, hackathon)


@pytest.mark.parametrize("permission", MAY)
def test_locked_account_may_nothing(hackathon: Hackathon, permission: str) -> None:
    person = BadgeFactory(
        hackathon=hackathon, is_organizer=True, person=UserFactory(is_active=False)
    ).person

    assert not person.has_perm(permission, hackathon)


@pytest.mark.parametrize(
    ("predicate", "those"),
    [
        (access.is_organizer, {"organizer"}),
        (access.is_any_organizer, {"organizer", "of_a_city"}),
        (access.is_judge, {"judge", "chair"}),
        (access.is_chair, {"chair"}),
        (access.is_mentor, {"mentor"}),
        (access.is_auditor, {"auditor"}),
    ],
)
def test_predicates_read_the_badge(hackathon: Hackathon, predicate, those: set[str]) -> None:
    people = people_of(hackathon)

    assert {who for who in WHO if predicate(people[who], hackathon)} == those
    assert not predicate(AnonymousUser(), hackathon)


def test_organizer_of_a_city_organizes_that_city_only(hackathon: Hackathon) -> None:
    own, other = CityFactory(hackathon=hackathon), CityFactory(hackathon=hackathon)
    stage = StageFactory(hackathon=hackathon)
    here = SessionFactory(stage=stage, city=own)
    there = SessionFactory(stage=stage, city=other)
    everywhere = SessionFactory(stage=stage, city=None)
    local = BadgeFactory(hackathon=hackathon, is_organizer=True, city=own).person
    whole = BadgeFactory(hackathon=hackathon, is_organizer=True).person
    judge = BadgeFactory(hackathon=hackathon, is_judge=True).person
    things = (here, there, everywhere, hackathon)

    assert [access.organizes(local, thing) for thing in things] == [True, False, False, False]
    assert [access.organizes(whole, thing) for thing in things] == [True] * 4
    assert [access.organizes(judge, thing) for thing in things] == [False] * 4


def test_hackathon_of_a_thing_is_found_along_its_parents(hackathon: Hackathon) -> None:
    session = SessionFactory(stage=StageFactory(hackathon=hackathon))

    for thing in (hackathon, session.stage, session):
        assert hackathon_of(thing) == hackathon
        assert hackathon_id_of(thing) == hackathon.pk
    assert hackathon_id_of(UserFactory()) is None
    with pytest.raises(TypeError, match="belongs to no hackathon"):
        hackathon_of(UserFactory())


def test_what_the_table_does_not_name_is_forbidden(hackathon: Hackathon) -> None:
    person = BadgeFactory(hackathon=hackathon, is_organizer=True).person

    assert not person.has_perm("hackathon.burn", hackathon)
