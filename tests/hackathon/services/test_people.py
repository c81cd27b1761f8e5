"""Who does what in a hackathon: badges, people who are named; and what people say of themselves."""

from datetime import datetime

import pytest

from hackathon import services
from hackathon.kit.errors import Refused
from hackathon.models import AuditEntry, Badge, Hackathon, Letter, User
from hackathon.queries import badge_of
from hackathon.services.profiles import save_profile
from tests.factories import BadgeFactory, CityFactory, UserFactory, texts
from tests.hackathon.services.trail import the_act

pytestmark = pytest.mark.django_db


# --- badges


def test_badge_says_more_and_less(hackathon: Hackathon, organizer: User, now: datetime) -> None:
    person = UserFactory()
    common = {"hackathon": hackathon, "person": person, "actor": organizer, "now": now}
    assert badge_of(person, hackathon) is None

    services.give_badge(**common, is_judge=True, organization="KazNU")
    badge = services.give_badge(**common, is_judge=False, is_mentor=True)

    assert (badge.is_judge, badge.is_mentor, badge.organization) == (False, True, "KazNU")
    assert Badge.objects.get(person=person) == badge == badge_of(person, hackathon)
    assert [line.details for line in AuditEntry.objects.all()] == [
        {"is_judge": False, "is_mentor": True},
        {"is_judge": True},
    ]
    assert set(AuditEntry.objects.values_list("action", "actor", "happened_at")) == {
        ("hackathon.badge.give", organizer.pk, now)
    }


@pytest.mark.parametrize(
    ("has", "gets", "code"),
    [
        ({"is_participant": True}, {"is_organizer": True}, "takes_part_and_decides"),
        ({"is_participant": True}, {"is_judge": True}, "takes_part_and_decides"),
        ({"is_participant": True}, {"is_auditor": True}, "takes_part_and_decides"),
        ({"is_participant": True}, {"is_mentor": True}, "takes_part_and_mentors"),
        ({"is_judge": True}, {"is_participant": True}, "takes_part_and_decides"),
        ({"is_organizer": True}, {"is_participant": True}, "takes_part_and_decides"),
        ({"is_mentor": True}, {"is_participant": True}, "takes_part_and_mentors"),
        ({}, {"is_chair": True}, "chair_is_no_judge"),
    ],
)
def test_badge_never_says_both(
    hackathon: Hackathon, now: datetime, has: dict, gets: dict, code: str
) -> None:
    person = BadgeFactory(hackathon=hackathon, **has).person
    before = Badge.objects.values().get(person=person)

    with pytest.raises(Refused) as refusal:
        services.give_badge(hackathon=hackathon, person=person, actor=None, now=now, **gets)

    assert refusal.value.code == code
    assert Badge.objects.values().get(person=person) == before
    assert not AuditEntry.objects.exists()


# --- naming people


def name(hackathon: Hackathon, organizer: User, now: datetime, **facts: object) -> Badge:
    """Name somebody as a judge, unless said otherwise."""
    said = {"email": "Dana@example.org", "full_name": "Дана", "language": "ru"}
    said |= {"roles": ["is_judge"], **facts}
    return services.name_staff(hackathon=hackathon, actor=organizer, now=now, **said)


def test_naming_makes_an_account_that_has_no_password(
    hackathon: Hackathon, organizer: User, now: datetime
) -> None:
    badge = name(hackathon, organizer, now, position=texts("Professor"), organization="KazNU")

    person = badge.person
    assert (person.email, person.full_name, person.language) == ("dana@example.org", "Дана", "ru")
    assert not person.has_usable_password()
    assert (badge.position, badge.organization) == (texts("Professor"), "KazNU")
    letter = Letter.objects.get()
    assert (letter.letter, letter.recipient, letter.language) == (
        "hackathon/badge_given",
        person,
        "ru",
    )
    assert letter.facts == {
        "duties": ["judge"],
        "needs_second_factor": True,
        "path": f"/{hackathon.slug}/",
    }


def test_naming_somebody_known_changes_nothing_about_them(
    hackathon: Hackathon, organizer: User, now: datetime
) -> None:
    person = UserFactory(email="dana@example.org", full_name="Dana A.", language="en")

    badge = name(hackathon, organizer, now)

    person.refresh_from_db()
    assert badge.person == person
    assert (person.full_name, person.language) == ("Dana A.", "en")


def test_naming_anew_replaces_the_duties_and_writes_again(
    hackathon: Hackathon, organizer: User, now: datetime
) -> None:
    name(hackathon, organizer, now)
    name(hackathon, organizer, now)  # the same once more: no second letter
    badge = name(hackathon, organizer, now, roles=["is_mentor"])

    assert (badge.is_judge, badge.is_mentor) == (False, True)
    told = [letter.facts["duties"] for letter in Letter.objects.order_by("pk")]
    assert told == [["judge"], ["mentor"]]


def test_naming_a_participant_is_refused_next_to_the_roles(
    hackathon: Hackathon, organizer: User, now: datetime
) -> None:
    person = BadgeFactory(hackathon=hackathon, is_participant=True).person

    with pytest.raises(Refused) as refusal:
        name(hackathon, organizer, now, email=person.email)

    assert refusal.value.code == "takes_part_and_decides"
    assert refusal.value.params == {"field": "roles"}
    assert not Letter.objects.exists()


def test_naming_that_is_refused_leaves_no_account(
    hackathon: Hackathon, organizer: User, now: datetime
) -> None:
    with pytest.raises(Refused) as refusal:
        name(hackathon, organizer, now, roles=["is_chair"])

    assert refusal.value.code == "chair_is_no_judge"
    assert not User.objects.filter(email="dana@example.org").exists()


@pytest.mark.parametrize("in_a_city", [False, True])
def test_last_organizer_of_the_whole_stays(
    hackathon: Hackathon, organizer: User, now: datetime, in_a_city: bool
) -> None:
    city = CityFactory(hackathon=hackathon)
    BadgeFactory(hackathon=hackathon, is_organizer=True, city=city)
    change = {"roles": ["is_organizer"], "city": city} if in_a_city else {"roles": ["is_judge"]}

    with pytest.raises(Refused) as refusal:
        name(hackathon, organizer, now, email=organizer.email, **change)

    assert (refusal.value.code, refusal.value.params) == ("last_organizer", {"field": "roles"})
    badge = hackathon.badges.get(person=organizer)
    assert (badge.is_organizer, badge.is_judge, badge.city) == (True, False, None)
    assert not AuditEntry.objects.exists()


def test_organizer_resigns_once_there_is_another(
    hackathon: Hackathon, organizer: User, now: datetime
) -> None:
    BadgeFactory(hackathon=hackathon, is_organizer=True)

    badge = name(hackathon, organizer, now, email=organizer.email, roles=["is_auditor"])

    assert (badge.is_organizer, badge.is_auditor) == (False, True)


# --- what people say about themselves


def test_profile_is_kept(now: datetime) -> None:
    person = UserFactory(email="a@example.org")

    save_profile(person=person, full_name="  Әлия Сәрсен ", language="kk", now=now)

    person.refresh_from_db()
    assert (person.full_name, person.language) == ("Әлия Сәрсен", "kk")
    assert person.email == "a@example.org"
    assert the_act() == ("hackathon.user.save_profile", person, None)
