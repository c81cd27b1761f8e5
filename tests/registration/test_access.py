"""Who may do what in registration: one table."""

from datetime import datetime

import pytest
from django.contrib.auth.models import AnonymousUser

from hackathon.kit.access import table
from hackathon.models import Hackathon
from registration.models import Membership
from tests.factories import BadgeFactory, CityFactory, UserFactory
from tests.factories.registration import (
    DeliverableFactory,
    add_member,
    captain_of,
    entry_in,
    ready_application,
    sent_application,
    stage_at,
)

pytestmark = pytest.mark.django_db

TEAM = {"captain", "member"}
WHOLE = {"organizer", "city organizer"}
ALLOWED = {
    "start_application": {
        "captain",
        "member",
        "rival",
        "left",
        "stranger",
        "foreign organizer",
    },
    "edit_application": {"captain"},
    "submit_application": {"captain"},
    "recall_application": {"captain"},
    "read_application": TEAM | WHOLE | {"auditor"},
    "confirm_membership": {"member"},
    "leave_team": {"member"},
    "remove_member": {"captain"},
    "withdraw_consent": {"member"},
    "check_application": WHOLE,
    "publish_selection": {"organizer"},
    "hand_in": TEAM,
    "download_deliverable": TEAM | WHOLE | {"auditor"},  # and, by upper apps, who reads the team
}


@pytest.fixture
def world(hackathon: Hackathon, now: datetime) -> dict:
    """Everybody who could want something, and what they could want it of."""
    application = sent_application(hackathon, "accepted")
    stage = stage_at(hackathon, "hackathon", "open")
    member = application.team.memberships.get(seat=2)
    gone = add_member(application.team)
    Membership.objects.filter(pk=gone.pk).update(left_at=now)

    def staff(**says):
        return BadgeFactory(hackathon=hackathon, **says).person

    people = {
        "captain": captain_of(application),
        "member": member.participant.user,
        "left": gone.participant.user,
        "rival": captain_of(ready_application(hackathon)),
        "organizer": staff(is_organizer=True),
        "city organizer": staff(is_organizer=True, city=application.city),
        "other city's": staff(is_organizer=True, city=CityFactory(hackathon=hackathon)),
        "judge": staff(is_judge=True),
        "mentor": staff(is_mentor=True),
        "auditor": staff(is_auditor=True),
        "foreign organizer": BadgeFactory(is_organizer=True).person,
        "stranger": UserFactory(),
        "nobody": AnonymousUser(),
        "inactive": UserFactory(is_active=False),
    }
    entry = entry_in(stage, application)
    things = {
        "start_application": hackathon,
        "publish_selection": hackathon,
        "confirm_membership": member,
        "leave_team": member,
        "remove_member": member,
        "withdraw_consent": member.participant.consents.first(),
        "hand_in": entry,
        "download_deliverable": DeliverableFactory(entry=entry),
    }
    return {"people": people, "things": things, "application": application}


@pytest.mark.parametrize("permission", ALLOWED)
def test_permission_is_for(world: dict, permission: str) -> None:
    thing = world["things"].get(permission, world["application"])

    may = {
        name
        for name, person in world["people"].items()
        if person.has_perm(f"registration.{permission}", thing)
    }

    assert may == ALLOWED[permission]


def test_every_permission_is_tried() -> None:
    ours = {name.split(".")[1] for name in table if name.startswith("registration.")}

    assert ours == set(ALLOWED)


def test_who_left_confirms_nothing(hackathon: Hackathon, now: datetime) -> None:
    member = add_member(ready_application(hackathon).team)
    member.left_at = now

    assert not member.participant.user.has_perm("registration.confirm_membership", member)
