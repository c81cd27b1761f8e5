"""A hackathon is set up with its stages, cities and tracks, or not at all."""

from datetime import datetime, timedelta

import pytest

from hackathon import services
from hackathon.kit.errors import Refused
from hackathon.models import AuditEntry, Hackathon
from hackathon.queries import badge_of
from tests.factories import BEGIN, CALENDAR_DAYS, HackathonFactory, UserFactory, texts

pytestmark = pytest.mark.django_db


def setting(**change: object) -> dict:
    """What `create_hackathon` is told."""
    facts = {
        "slug": "ashyq-el",
        "name": texts("Open country"),
        "slogan": texts("An idea"),
        "summary": texts("Teams of 3 to 5."),
        "organizer_name": texts("Organizer"),
        "contact_email": "office@example.org",
    }
    return facts | change


CALENDAR = {
    kind: (BEGIN + timedelta(days=opens), BEGIN + timedelta(days=closes))
    for kind, (opens, closes) in CALENDAR_DAYS.items()
}


def test_hackathon_is_set_up_with_its_stages_cities_and_tracks(now: datetime) -> None:
    actor = UserFactory()

    hackathon = services.create_hackathon(
        facts=setting(),
        calendar=CALENDAR,
        cities=[("almaty", texts("Almaty")), ("aktau", texts("Aktau"))],
        tracks=[("skills", texts("Skills"), texts("Safety"))],
        actor=actor,
        now=now,
    )

    stages = {stage.kind: (stage.opens_at, stage.closes_at) for stage in hackathon.stages.all()}
    assert stages == CALENDAR
    assert set(hackathon.stages.values_list("status", flat=True)) == {"planned"}
    assert [city.code for city in hackathon.cities.all()] == ["almaty", "aktau"]
    assert [(track.code, track.summary) for track in hackathon.tracks.all()] == [
        ("skills", texts("Safety"))
    ]
    assert (hackathon.is_public, hackathon.created_at) == (False, now)
    assert badge_of(actor, hackathon).is_organizer
    acts = list(hackathon.audit.values_list("action", flat=True))
    assert acts == ["hackathon.hackathon.create", "hackathon.badge.give"]


@pytest.mark.parametrize(
    ("facts", "calendar", "code", "field"),
    [
        ({"slug": "messages"}, CALENDAR, "slug_reserved", "slug"),
        ({"slug": "Ashyq El"}, CALENDAR, "invalid", None),
        ({"team_min": 6}, CALENDAR, "team_sizes", None),
        ({"name": {"kk": "Ашық ел"}}, CALENDAR, "incomplete", None),
        ({}, {"final": CALENDAR["final"]}, "calendar_incomplete", None),
        ({}, CALENDAR | {"final": (BEGIN, BEGIN)}, "stage_dates", None),
    ],
)
def test_hackathon_with_a_fault_is_not_set_up(
    now: datetime, facts: dict, calendar: dict, code: str, field: str | None
) -> None:
    with pytest.raises(Refused) as refusal:
        services.create_hackathon(
            facts=setting(**facts), calendar=calendar, actor=UserFactory(), now=now
        )

    assert refusal.value.code == code
    assert (refusal.value.params or {}).get("field") == field
    assert not Hackathon.objects.exists()
    assert not AuditEntry.objects.exists()


def test_two_hackathons_have_two_addresses(now: datetime) -> None:
    HackathonFactory(slug="ashyq-el")

    with pytest.raises(Refused):
        services.create_hackathon(facts=setting(), calendar=CALENDAR, actor=UserFactory(), now=now)

    assert Hackathon.objects.count() == 1
