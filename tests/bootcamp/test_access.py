"""Who may do what in the boot camp, the final and with prizes."""

import pytest
from django.contrib.auth.models import AnonymousUser

from hackathon.kit.access import table
from hackathon.models import User
from tests.factories import BadgeFactory, CityFactory, UserFactory
from tests.factories.bootcamp import Camp

pytestmark = pytest.mark.django_db

ROLES = (
    "organizer",
    "city organizer",
    "judge",
    "chair",
    "mentor",
    "auditor",
    "participant",
    "stranger",
    "visitor",
    "organizer elsewhere",
)
MAY = {
    "bootcamp.assign_mentor": {"organizer"},
    "bootcamp.read_mentoring": {"mentor"},
    "bootcamp.read_awards": {"organizer", "auditor"},
    "bootcamp.give_award": {"organizer"},
    "bootcamp.issue_certificate": {"organizer"},
    "bootcamp.publish_winners": {"organizer"},
}


def person(camp: Camp, role: str) -> User | AnonymousUser:
    """Somebody with this role."""
    here = {"hackathon": camp.hackathon}
    made = {
        "organizer": lambda: camp.organizer,
        "city organizer": lambda: (
            BadgeFactory(
                **here, is_organizer=True, city=CityFactory(hackathon=camp.hackathon)
            ).person
        ),
        "judge": lambda: BadgeFactory(**here, is_judge=True).person,
        "chair": lambda: BadgeFactory(**here, is_judge=True, is_chair=True).person,
        "mentor": lambda: camp.mentor,
        "auditor": lambda: BadgeFactory(**here, is_auditor=True).person,
        "participant": camp.captain,
        "stranger": UserFactory,
        "visitor": AnonymousUser,
        "organizer elsewhere": lambda: BadgeFactory(is_organizer=True, is_auditor=True).person,
    }
    return made[role]()


@pytest.mark.parametrize("role", ROLES)
def test_who_may_do_what(camp: Camp, role: str) -> None:
    somebody = person(camp, role)

    for permission, allowed in MAY.items():
        assert somebody.has_perm(permission, camp.hackathon) is (role in allowed), permission


def test_every_permission_is_in_the_table() -> None:
    assert {name for name in table if name.startswith("bootcamp.")} == set(MAY)
