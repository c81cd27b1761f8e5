"""What a page offers, its reader may do: no link leads to a refusal."""

import pytest
from django.test import Client

from tests.factories import BadgeFactory, CityFactory, UserFactory
from tests.factories.ground import organizer_of, place

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]
APPLY = "/en/ashyq-el/apply/"


def read(person, path):
    client = Client()
    if person:
        client.force_login(person)
    return client.get(path).content.decode()


def test_way_to_an_application_is_shown_to_those_who_may_take_part():
    hackathon = place()
    judge = BadgeFactory(hackathon=hackathon, is_judge=True).person

    shown = {
        name: f'href="{APPLY}"' in read(person, "/en/ashyq-el/")
        for name, person in (
            ("guest", None),
            ("somebody", UserFactory()),
            ("organizer", organizer_of(hackathon)),
            ("judge", judge),
        )
    }

    assert shown == {"guest": True, "somebody": True, "organizer": False, "judge": False}


def test_board_of_a_city_says_what_stands_in_the_way_without_links(settings):
    settings.SECOND_FACTOR_REQUIRED = False
    hackathon = place()
    city = CityFactory(hackathon=hackathon)
    local = BadgeFactory(hackathon=hackathon, is_organizer=True, city=city).person
    blockers = {}
    for name, person in (("whole", organizer_of(hackathon)), ("city", local)):
        page = read(person, "/en/ashyq-el/org/")
        board = page.split('<ol class="board">')[1].split("</ol>")[0]
        blockers[name] = (board.count('class="n"'), board.count("<a"))

    assert blockers["city"][0] == blockers["whole"][0] > 0
    assert blockers["city"][1] == 0 < blockers["whole"][1]
