"""The organizer names people."""

import pytest
from django.test import Client

from hackathon.models import Badge, Hackathon, Letter, User
from tests.factories import BadgeFactory, CityFactory, texts
from tests.hackathon.organizers import said
from tests.hackathon.pages import page_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock", "no_second_factor")]

NEW = {
    "email": "Dana@Example.org",
    "full_name": "Дана Ахметова",
    "language": "kk",
    "roles": ["is_judge", "is_chair"],
    "organization": "KazNU",
    **said("position", "Professor"),
}


def test_person_is_named_with_an_account_and_a_letter(
    client: Client, organizer: User, hackathon: Hackathon
) -> None:
    answer = client.post(page_of(hackathon, "badges"), NEW, follow=True)

    assert "a letter is on its way" in answer.content.decode()
    badge = Badge.objects.get(hackathon=hackathon, person__email="dana@example.org")
    assert (badge.is_judge, badge.is_chair, badge.is_organizer) == (True, True, False)
    assert (badge.organization, badge.position) == ("KazNU", texts("Professor"))
    assert badge.person.full_name == "Дана Ахметова"
    assert not badge.person.has_usable_password()
    letter = Letter.objects.get(letter="hackathon/badge_given")
    assert (letter.recipient, letter.language) == (badge.person, "kk")
    assert "Дана Ахметова" in answer.content.decode()


def test_participant_cannot_be_named(client: Client, organizer: User, hackathon: Hackathon) -> None:
    person = BadgeFactory(hackathon=hackathon, is_participant=True).person

    answer = client.post(page_of(hackathon, "badges"), NEW | {"email": person.email})

    assert answer.status_code == 422
    assert "cannot take part" in answer.context["form"].errors["roles"][0]  # R1.7
    assert "Дана Ахметова" in answer.content.decode()
    assert hackathon.badges.get(person=person).is_judge is False
    assert not Letter.objects.exists()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"email": "nobody"}, "email"),
        ({"full_name": ""}, "full_name"),
        ({"roles": []}, "roles"),
        ({"roles": ["is_king"]}, "roles"),
        ({"roles": ["is_chair"]}, "roles"),
        ({"language": "fr"}, "language"),
        ({"city": "0"}, "city"),
    ],
)
def test_person_is_not_named_by_a_form_with_a_fault(
    client: Client, organizer: User, hackathon: Hackathon, change: dict, field: str
) -> None:
    before = hackathon.badges.count(), User.objects.count()

    answer = client.post(page_of(hackathon, "badges"), NEW | change)

    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {field}
    assert (hackathon.badges.count(), User.objects.count()) == before


def test_only_an_organizer_has_a_city(
    client: Client, organizer: User, hackathon: Hackathon
) -> None:
    city = CityFactory(hackathon=hackathon)

    answer = client.post(page_of(hackathon, "badges"), NEW | {"city": city.pk})
    assert answer.status_code == 422
    assert answer.context["form"].errors["city"] == ["Only an organizer is named for one city."]

    elsewhere = NEW | {"roles": ["is_organizer"], "city": CityFactory().pk}
    assert client.post(page_of(hackathon, "badges"), elsewhere).status_code == 422

    own = NEW | {"roles": ["is_organizer"], "city": city.pk}
    assert client.post(page_of(hackathon, "badges"), own).status_code == 302
    assert hackathon.badges.get(person__email="dana@example.org").city == city


def test_last_organizer_cannot_resign(
    client: Client, organizer: User, hackathon: Hackathon
) -> None:
    answer = client.post(page_of(hackathon, "badges"), NEW | {"email": organizer.email})

    assert answer.status_code == 422
    assert "without an organizer" in answer.context["form"].errors["roles"][0]
    assert hackathon.badges.get(person=organizer).is_organizer is True
