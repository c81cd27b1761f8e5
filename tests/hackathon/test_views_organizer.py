"""The organizer's pages: who gets what, in which language, at what cost."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from hackathon.models import Hackathon, User
from tests.factories import BadgeFactory, CityFactory, UserFactory
from tests.factories.ground import AuditEntryFactory, LetterFactory, rows
from tests.hackathon.organizers import (
    LANGUAGES,
    MOVED,
    SIGN_IN,
    WHO,
    answer_to,
    people_of,
    queries_of,
)
from tests.hackathon.pages import page_of, read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock", "no_second_factor")]

PAGES = {
    # in the order of WHO
    "board":         (SIGN_IN, 404, 404, 403, 403, 403, 200, 200, 200),
    "org_stages":    (SIGN_IN, 404, 404, 403, 403, 403, 200, 403, 403),
    "badges":        (SIGN_IN, 404, 404, 403, 403, 403, 200, 403, 403),
    "org_letters":   (SIGN_IN, 404, 404, 403, 403, 403, 200, 403, 403),
    "trail":         (SIGN_IN, 404, 404, 403, 403, 403, 200, 403, 200),
    "legal_texts":   (SIGN_IN, 404, 404, 403, 403, 403, 200, 403, 403),
    "org_news":      (SIGN_IN, 404, 404, 403, 403, 403, 200, 403, 403),
    "org_timetable": (SIGN_IN, 404, 404, 403, 403, 403, 200, 403, 403),
}  # fmt: skip
ACTS = {  # sent with nothing in it: who may, is told what is missing
    "org_stages":    (SIGN_IN, 404, 404, 403, 403, 403, 404, 403, 403),
    "badges":        (SIGN_IN, 404, 404, 403, 403, 403, 422, 403, 403),
    "legal_texts":   (SIGN_IN, 404, 404, 403, 403, 403, 422, 403, 403),
    "org_news":      (SIGN_IN, 404, 404, 403, 403, 403, 422, 403, 403),
    "org_timetable": (SIGN_IN, 404, 404, 403, 403, 403, 422, 403, 403),
    "move_stage":    (SIGN_IN, 404, 404, 403, 403, 403, 302, 403, 403),
}  # fmt: skip


@pytest.mark.parametrize("name", PAGES)
def test_page_is_for_whom_it_is_for(hackathon: Hackathon, name: str) -> None:
    people = people_of(hackathon)
    answers = tuple(answer_to(people[who], page_of(hackathon, name)) for who in WHO)

    assert answers == PAGES[name]


@pytest.mark.parametrize("name", ACTS)
def test_act_is_for_whom_it_is_for(hackathon: Hackathon, name: str) -> None:
    people = people_of(hackathon)
    address = page_of(hackathon, name, *(MOVED if name == "move_stage" else []))
    answers = tuple(answer_to(people[who], address, {"what": "ever"}) for who in WHO)

    assert answers == ACTS[name]


@pytest.mark.parametrize("name", PAGES)
def test_page_is_there_in_every_language(
    client: Client, organizer: User, hackathon: Hackathon, name: str
) -> None:
    rows(hackathon, 2)
    for language in LANGUAGES:
        with translation.override(language):
            address = page_of(hackathon, name)
        page = read(client, address)
        assert f'lang="{language}"' in page.partition(">")[2].partition(">")[0]
        assert hackathon.name[language] in page


@pytest.mark.parametrize("name", PAGES)
def test_page_asks_for_the_second_factor(
    client: Client, organizer: User, hackathon: Hackathon, name: str, settings
) -> None:
    settings.SECOND_FACTOR_REQUIRED = True

    answer = client.get(page_of(hackathon, name))

    assert answer.status_code == 302
    assert answer["Location"] == reverse("mfa_index")


@pytest.mark.parametrize("name", PAGES)
def test_queries_do_not_grow_with_rows(
    client: Client, organizer: User, hackathon: Hackathon, name: str
) -> None:
    rows(hackathon, 1)
    one = queries_of(client, page_of(hackathon, name))
    for _number in range(2):
        city = CityFactory(hackathon=hackathon)
        BadgeFactory(hackathon=hackathon, is_organizer=True, city=city)
        BadgeFactory(hackathon=hackathon, is_judge=True, is_mentor=True)
        AuditEntryFactory(hackathon=hackathon, actor=UserFactory())
        LetterFactory(hackathon=hackathon, recipient=UserFactory())
    three = queries_of(client, page_of(hackathon, name))

    assert one == three
    assert three <= 15
