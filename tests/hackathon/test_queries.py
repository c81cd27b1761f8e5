"""What the ground floor knows, with exact counts of queries for one row and for three."""

from datetime import datetime, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser

from hackathon import queries
from hackathon.models import Hackathon
from tests.factories import (
    BEGIN,
    BadgeFactory,
    CityFactory,
    HackathonFactory,
    LegalTextFactory,
    StageFactory,
    UserFactory,
    calendar,
)
from tests.factories.ground import (
    AuditEntryFactory,
    LetterFactory,
    NewsFactory,
    SessionFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def hackathon() -> Hackathon:
    return HackathonFactory()


# --- badges


def test_badge_is_read_once_for_each_person(
    hackathon: Hackathon, django_assert_num_queries
) -> None:
    badge = BadgeFactory(hackathon=hackathon)
    BadgeFactory(person=badge.person)
    person = queries.User.objects.get(pk=badge.person.pk)

    with django_assert_num_queries(1):
        assert queries.badge_of(person, hackathon) == badge
        assert queries.badge_of(person, hackathon).hackathon == hackathon
        assert queries.badge_of(person, HackathonFactory.build(pk=0)) is None


def test_badge_is_read_anew_once_it_is_forgotten(hackathon: Hackathon) -> None:
    person = UserFactory()
    assert queries.badge_of(person, hackathon) is None
    badge = BadgeFactory(hackathon=hackathon, person=person)
    assert queries.badge_of(person, hackathon) is None

    queries.forget_badges(person)

    assert queries.badge_of(person, hackathon) == badge


def test_who_is_not_signed_in_has_no_badge(hackathon: Hackathon, django_assert_num_queries) -> None:
    with django_assert_num_queries(0):
        assert queries.badges_of(AnonymousUser()) == {}
        assert queries.badge_of(AnonymousUser(), hackathon) is None


# --- hackathons and their stages


def test_hackathons_are_seen_when_public_or_ones_own(hackathon: Hackathon) -> None:
    later = timedelta(days=1)
    secret = HackathonFactory(is_public=False, created_at=BEGIN + later)
    person = BadgeFactory(hackathon=secret).person

    assert list(queries.hackathons_seen_by(AnonymousUser())) == [hackathon]
    assert list(queries.hackathons_seen_by(UserFactory())) == [hackathon]
    assert list(queries.hackathons_seen_by(person)) == [secret, hackathon]
    assert list(queries.hackathons_of(person)) == [secret]
    assert list(queries.hackathons_of(AnonymousUser())) == []


def test_stages_come_in_the_calendars_order_and_are_read_once(
    hackathon: Hackathon, django_assert_num_queries
) -> None:
    stages = calendar(hackathon)
    stages["final"].opens_at = BEGIN - timedelta(days=99)  # the kind counts, not the date
    stages["final"].save()

    with django_assert_num_queries(1):
        found = queries.stages_of(hackathon)
        assert queries.stages_of(hackathon) is found
        assert [stage.kind for stage in found] == list(stages)
        assert all(stage.hackathon is hackathon for stage in found)


def test_stage_of_a_kind_is_read_anew_each_time(
    hackathon: Hackathon, django_assert_num_queries
) -> None:
    stages = calendar(hackathon)
    queries.stages_of(hackathon)

    with django_assert_num_queries(2):
        for _time in range(2):
            assert queries.stage_of(hackathon, "final").hackathon == hackathon
    assert queries.stage_of(hackathon, "final") == stages["final"]


def test_stages_that_are_kept_are_not_read_again(
    hackathon: Hackathon, django_assert_num_queries
) -> None:
    stages = calendar(hackathon)
    queries.keep_stages(hackathon)

    with django_assert_num_queries(0):
        for kind, stage in stages.items():
            assert queries.stage_of(hackathon, kind) == stage
    with django_assert_num_queries(1):  # of another object nothing is kept
        queries.stage_of(Hackathon(pk=hackathon.pk), "final")


@pytest.mark.parametrize(
    ("statuses", "kind"),
    [
        ({}, "applications"),
        ({"applications": "open"}, "applications"),
        ({"applications": "closed"}, "selection"),
        ({"applications": "closed", "selection": "published", "pitches": "open"}, "pitches"),
        ({"bootcamp": "open"}, "bootcamp"),
    ],
)
def test_current_stage_is_the_open_one_or_the_next(
    hackathon: Hackathon, statuses: dict[str, str], kind: str
) -> None:
    calendar(hackathon, **statuses)

    assert queries.current_stage(hackathon).kind == kind


def test_no_stage_is_current_when_all_have_ended(hackathon: Hackathon) -> None:
    calendar(hackathon)
    hackathon.stages.update(status="closed")

    assert queries.current_stage(hackathon) is None


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (-1, ("applications", "opens", 0)),
        (0, ("applications", "closes", 48)),
        (48, ("selection", "opens", 49)),
        (60, ("hackathon", "closes", 61)),  # pitches open at the same moment; the first counts
        (61, ("pitches", "closes", 62)),
        (77, None),
    ],
)
def test_next_date_is_the_nearest_to_come(
    hackathon: Hackathon, days: int, expected: tuple[str, str, int] | None
) -> None:
    calendar(hackathon)

    found = queries.next_date(hackathon, BEGIN + timedelta(days=days))

    if expected is None:
        assert found is None
    else:
        stage, what, at = found
        assert (stage.kind, what, (at - BEGIN).days) == expected


# --- texts


def test_text_that_binds_is_the_latest_version(hackathon: Hackathon) -> None:
    assert queries.current_legal_text(hackathon, "rules") is None
    first = LegalTextFactory(hackathon=hackathon)
    second = LegalTextFactory(hackathon=hackathon, version=2)
    LegalTextFactory(hackathon=hackathon, kind="privacy", version=3)
    LegalTextFactory(version=9)

    assert queries.current_legal_text(hackathon, "rules") == second
    assert list(queries.legal_texts(hackathon, "rules")) == [second, first]


# --- people


def test_people_are_found_by_what_their_badge_says(hackathon: Hackathon) -> None:
    people = [UserFactory(full_name=name) for name in ("B", "A", "C")]
    for person in people:
        BadgeFactory(hackathon=hackathon, person=person, is_judge=True)
    people[2].is_active = False
    people[2].save()
    BadgeFactory(hackathon=hackathon, is_mentor=True)
    BadgeFactory(is_judge=True)

    assert list(queries.people_with(hackathon, "is_judge")) == [people[1], people[0]]


@pytest.mark.parametrize("number", [1, 3])
def test_staff_comes_in_one_query_in_the_order_of_the_kazakh_alphabet(
    hackathon: Hackathon, django_assert_num_queries, number: int
) -> None:
    names = ("Яна", "Қайрат", "Әсел")[:number]
    city = CityFactory(hackathon=hackathon)
    for name in names:
        person = UserFactory(full_name=name)
        BadgeFactory(hackathon=hackathon, person=person, is_organizer=True, city=city)
    BadgeFactory(hackathon=hackathon, is_participant=True)
    BadgeFactory(is_judge=True)

    with django_assert_num_queries(1):
        found = queries.staff_badges(hackathon)
        told = [(badge.person.full_name, badge.city.code) for badge in found]

    order = [name for name in ("Әсел", "Қайрат", "Яна") if name in names]
    assert told == [(name, city.code) for name in order]


@pytest.mark.parametrize("what", ["is_organizer", "is_judge", "is_mentor", "is_auditor"])
def test_staff_is_everybody_with_a_duty(hackathon: Hackathon, what: str) -> None:
    badge = BadgeFactory(hackathon=hackathon, **{what: True})

    assert queries.staff_badges(hackathon) == [badge]


def test_person_is_found_by_address_however_it_is_written() -> None:
    person = UserFactory(email="dana@example.org")

    assert queries.person_by_email(" Dana@Example.ORG ") == person
    assert queries.person_by_email("dan@example.org") is None


# --- lists


@pytest.mark.parametrize("number", [1, 3])
def test_lists_come_in_one_query_newest_first(
    hackathon: Hackathon, django_assert_num_queries, number: int
) -> None:
    person = UserFactory()
    stage = StageFactory(hackathon=hackathon)
    days = [timedelta(days=n) for n in range(number)]
    news = [NewsFactory(hackathon=hackathon, published_at=BEGIN + day) for day in days]
    letters = [
        LetterFactory(hackathon=hackathon, recipient=person, created_at=BEGIN + day) for day in days
    ]
    lines = [AuditEntryFactory(hackathon=hackathon, actor=UserFactory()) for _day in days]
    city = CityFactory(hackathon=hackathon)
    sessions = [SessionFactory(stage=stage, city=city, starts_at=BEGIN - day) for day in days]
    for other in (NewsFactory, LetterFactory, AuditEntryFactory, SessionFactory):
        other()

    with django_assert_num_queries(5):
        assert list(queries.news_of(hackathon)) == news[::-1]
        assert list(queries.letters_of(person)) == letters[::-1]
        assert list(queries.letters_in(hackathon)) == letters[::-1]
        assert list(queries.trail_of(hackathon)) == lines[::-1]
        assert list(queries.sessions_of(hackathon)) == sessions[::-1]  # the timetable runs on
    with django_assert_num_queries(4):
        assert {letter.hackathon for letter in queries.letters_of(person)} == {hackathon}
        assert {letter.recipient for letter in queries.letters_in(hackathon)} == {person}
        assert len({line.actor for line in queries.trail_of(hackathon)}) == number
        assert {(s.stage, s.city) for s in queries.sessions_of(hackathon)} == {(stage, city)}


def test_letters_with_codes_are_nobodys_reading() -> None:
    person = UserFactory()
    LetterFactory(recipient=person, letter="account/message")

    assert list(queries.letters_of(person)) == []


@pytest.mark.parametrize(
    ("state", "count"), [("sent", 1), ("bounced", 2), ("waiting", 3), ("", 6), ("lost", 6)]
)
def test_letters_are_told_apart_by_their_state(
    hackathon: Hackathon, now: datetime, state: str, count: int
) -> None:
    LetterFactory(hackathon=hackathon, sent_at=now)
    LetterFactory.create_batch(2, hackathon=hackathon, bounced_at=now)
    LetterFactory.create_batch(3, hackathon=hackathon)

    found = queries.in_state(queries.letters_in(hackathon), state)

    assert found.count() == count
    assert state not in queries.LETTER_STATES or {letter.state for letter in found} == {state}


def test_any_hackathon_is_known() -> None:
    assert not queries.any_hackathon()
    HackathonFactory()
    assert queries.any_hackathon()
