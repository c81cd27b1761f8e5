"""Pages of judging cost the same number of queries for few rows and for many."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from judging import services
from tests.factories.judging import Jury, build_jury

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]
MOST = 15


BOOKKEEPING = ("SAVEPOINT", '"django_session"', '"usersessions_usersession"')


def own(queries: list[dict]) -> list[str]:
    """What a page itself asks, without the session's bookkeeping that every request has."""
    asked = [query["sql"] for query in queries]
    return [sql for sql in asked if not any(word in sql for word in BOOKKEEPING)]


def cost(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as caught:
        response = client.get(address)
    assert response.status_code == 200, address
    return len(own(caught.captured_queries))


def costs(jury: Jury, names: tuple, person) -> dict[str, int]:
    """The queries of each page, for somebody who is signed in."""
    client, slug = Client(), jury.hackathon.slug
    client.force_login(person)
    more = {"rounds": [], "publish_finalists": [], "finalists": [], "card": ["pitches", 1],
            "judge_cards": ["pitches", jury.judges[0].pk]}  # fmt: skip
    return {
        name: cost(client, reverse(f"judging:{name}", args=[slug, *more.get(name, ["pitches"])]))
        for name in names
    }


def open_round(now, size: int) -> Jury:
    jury = build_jury(now=now, teams=size, judges=max(size, 2), places=1)
    jury.open()
    return jury


def closed_round(now, size: int) -> Jury:
    """Teams apart by points, with a conflict on record."""
    jury = build_jury(now=now, teams=size, judges=2, places=1)
    jury.open()
    jury.close(idea=[list(range(size))] * 2)
    return jury


@pytest.fixture(autouse=True)
def _doors(settings) -> None:
    settings.SECOND_FACTOR_REQUIRED = False


JUDGES = ("rounds", "conflicts", "cards", "card")
ORGANIZERS = ("round", "org_conflict", "judge_cards", "publish_finalists")
RANKED = ("ranking", "ties", "publish_finalists", "round", "ranking_csv")


def test_judges_pages_cost_the_same_for_1_3_and_10_teams(now) -> None:
    found = [costs(jury := open_round(now, size), JUDGES, jury.judges[0]) for size in (1, 3, 10)]

    assert found[0] == found[1] == found[2]
    assert max(found[0].values()) <= MOST


def test_organizers_pages_cost_the_same_for_1_3_and_10_teams(now) -> None:
    found = [
        costs(jury := open_round(now, size), ORGANIZERS, jury.organizer) for size in (1, 3, 10)
    ]

    assert found[0] == found[1] == found[2]
    assert max(found[0].values()) <= MOST


def test_ranked_pages_cost_the_same_for_1_3_and_10_teams(now) -> None:
    found = [costs(jury := closed_round(now, size), RANKED, jury.organizer) for size in (1, 3, 10)]

    assert found[0] == found[1] == found[2]
    assert max(found[0].values()) <= MOST


def test_ballot_and_published_pages_cost_the_same(now) -> None:
    found = []
    for size in (1, 3, 10):
        jury = closed_round(now, size)
        before = costs(jury, ("ballot",), jury.judges[0])
        jury.vote()
        jury.close_stage()
        services.publish_finalists(
            round=jury.round, wildcards={}, actor=jury.organizer, now=jury.now
        )
        found.append(before | costs(jury, ("finalists", "ranking"), jury.organizer))

    assert found[0] == found[1] == found[2]
    assert max(found[0].values()) <= MOST


def test_saving_a_mark_costs_the_same_with_many_cards(now) -> None:
    found = []
    for size in (1, 10):
        jury = open_round(now, size)
        card, client = jury.card(0, 0), Client()
        client.force_login(jury.judges[0])
        address = reverse("judging:card_marks", args=[jury.hackathon.slug, card.pk])
        with CaptureQueriesContext(connection) as caught:
            body = '{"base_rev": 0, "fields": {"idea": 7}, "key": "k"}'
            assert client.post(address, body, content_type="application/json").status_code == 200
        found.append(len(own(caught.captured_queries)))

    assert found[0] == found[1]
