"""Lists of the API come in pages, and cost the same for few rows and for ten times as many."""

from collections.abc import Callable, Iterator

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hackathon.models import User
from tests.factories import BadgeFactory, HackathonFactory, TrackFactory, UserFactory
from tests.factories.bootcamp import MentorTeamFactory, build_camp, finalist
from tests.factories.ground import LetterFactory, organizer_of, place, rows
from tests.factories.judging import ConflictFactory, build_jury
from tests.factories.registration import (
    DeliverableFactory,
    InvitationFactory,
    SubmissionFactory,
    entry_in,
    open_hackathon,
    sent_application,
    stage_at,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]

MOST = 15
BOOKKEEPING = ("SAVEPOINT", '"django_session"', '"usersessions_usersession"')
FEW, MANY = 1, 10
Asked = tuple[User, str, dict[str, object]]  # who asks, for what, and the parts of its address


@pytest.fixture(autouse=True)
def _doors(settings):
    settings.SECOND_FACTOR_REQUIRED = False


def cost(asked: Asked) -> tuple[int, int]:
    """The queries of one answer, without the session's own, and how many rows it has."""
    person, route, parts = asked
    client = Client()
    client.force_login(person)
    with CaptureQueriesContext(connection) as caught:
        answer = client.get(reverse(f"api:{route}", kwargs=parts))
    assert answer.status_code == 200, (route, answer.content)
    said = [one["sql"] for one in caught.captured_queries]
    count = answer.json().get("count", -1)
    return len([sql for sql in said if not any(word in sql for word in BOOKKEEPING)]), count


def ground(size: int, now) -> Iterator[Asked]:
    """The lists of the ground floor."""
    hackathon = place(slug=f"ground-{size}")
    rows(hackathon, size)
    organizer = organizer_of(hackathon)
    here = {"slug": hackathon.slug}
    for _number in range(size):
        LetterFactory(hackathon=hackathon, recipient=organizer)
    yield organizer, "legal_texts", here | {"kind": "rules"}
    for route in ("news", "timetable", "people", "badges", "letters", "trail"):
        yield organizer, route, here
    yield organizer, "my_letters", {}


def hackathons(size: int, now) -> Iterator[Asked]:
    """The list of hackathons."""
    person = UserFactory()
    for _number in range(size):
        TrackFactory(hackathon=HackathonFactory())
    yield person, "hackathons", {}


def registration(size: int, now) -> Iterator[Asked]:
    """Applications, teams, what a team sent and handed in."""
    hackathon = open_hackathon()
    stage = stage_at(hackathon, "hackathon", "open")
    stage_at(hackathon, "selection", "published")
    applications = [sent_application(hackathon, "accepted") for _number in range(size)]
    for application in applications:
        entry = entry_in(stage, application)
    for number in range(size):
        SubmissionFactory(application=application, number=number + 1)
        DeliverableFactory(entry=entry, number=number + 1)
        InvitationFactory(team=application.team)
    captain = application.team.memberships.get(is_captain=True).participant.user
    here = {"slug": hackathon.slug}
    organizer = organizer_of(hackathon)
    yield organizer, "applications", here
    yield organizer, "teams", here
    yield captain, "receipts", here
    yield captain, "team", here
    yield captain, "work", here | {"kind": "hackathon"}


def judging(size: int, now) -> Iterator[Asked]:
    """Conflicts, cards and the ranked list."""
    jury = build_jury(now=now, teams=size + 1, judges=2, places=1)
    for entry in jury.entries[1:]:
        ConflictFactory(team=entry.team, judge=BadgeFactory(hackathon=jury.hackathon).person)
    jury.open()
    here = {"slug": jury.hackathon.slug, "kind": "pitches"}
    yield jury.judges[0], "own_rounds", {"slug": jury.hackathon.slug}
    yield jury.judges[0], "own_conflicts", here
    yield jury.judges[0], "own_cards", here
    yield jury.organizer, "conflicts", here
    yield jury.organizer, "round", here
    yield jury.organizer, "judge_cards", here | {"judge": jury.judges[0].pk}
    jury.close(idea=[[5] * (size + 1)] * 2)
    yield jury.judges[0], "own_ballot", here
    yield jury.organizer, "ranking", here
    jury.vote()
    yield jury.organizer, "ties", here


def prizes(size: int, now) -> Iterator[Asked]:
    """Mentors, awards, certificates, winners, finalists."""
    camp = build_camp(now=now, teams=0, prize_places=size, slug=f"camp-{size}")
    pairs = [finalist(camp.hackathon, f"Team {number}") for number in range(size)]
    camp.camp_entries = [one for one, _final in pairs]
    camp.entries = [final for _one, final in pairs]
    camp.sign()
    for number in range(size):
        camp.issue(camp.give(number, 1000))
        MentorTeamFactory(entry=camp.camp_entries[number], mentor=camp.mentor)
    here = {"slug": camp.hackathon.slug}
    for route in ("mentors", "awards", "certificates", "winners_publication"):
        yield camp.organizer, route, here
    yield camp.mentor, "mentoring", here
    camp.publish()
    yield camp.organizer, "winners", here
    yield camp.organizer, "finalists", here


@pytest.mark.parametrize("build", [ground, hackathons, registration, judging, prizes])
def test_lists_cost_the_same_for_ten_times_the_rows(build: Callable, now):
    few = {asked[1]: cost(asked) for asked in build(FEW, now)}
    many = {asked[1]: cost(asked) for asked in build(MANY, now)}

    assert {route: queries for route, (queries, _rows) in few.items()} == {
        route: queries for route, (queries, _rows) in many.items()
    }
    assert {route: found for route, found in many.items() if found[0] > MOST} == {}
    counted = {route for route, (_queries, rows) in many.items() if rows >= 0} - {"own_rounds"}
    assert {route for route in counted if many[route][1] <= few[route][1]} - {"ties"} == set()


def test_list_comes_in_pages(now):
    hackathon = place(slug="in-pages")
    rows(hackathon, 3)
    address = f"/api/v1/hackathons/{hackathon.slug}/news/"

    first = Client().get(address, {"size": 2}).json()
    second = Client().get(first["next"]).json()

    assert (first["count"], len(first["results"]), first["previous"]) == (3, 2, None)
    assert (len(second["results"]), second["next"]) == (1, None)
    assert Client().get(address, {"page": 99}).status_code == 404
    assert len(Client().get(address, {"size": 10**9}).json()["results"]) == 3
