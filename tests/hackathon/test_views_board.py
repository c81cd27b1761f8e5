"""The organizer's board: what each stage waits for, counts, the way to each act."""

import pytest
from django.test import Client
from django.urls import reverse

from hackathon.models import Hackathon, User
from hackathon.states import StageKind
from hackathon.views import organizer as pages
from tests.factories import BadgeFactory, CityFactory
from tests.factories.ground import BEGIN, LetterFactory
from tests.hackathon.pages import page_of, read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock", "no_second_factor")]


def test_board_draws_every_stage_with_what_it_waits_for(
    client: Client, organizer: User, hackathon: Hackathon
) -> None:
    page = read(client, page_of(hackathon, "board"))
    items = page.split('<li class="board__i')[1:]

    assert len(items) == 6
    assert "is-open" in items[0]
    assert "Close the stage" in items[0]
    assert page_of(hackathon, "move_stage", "applications", "close") in items[0]
    assert "Open the stage" in items[1]
    assert "Close the applications first." in items[1]
    assert "Applications started" in page
    assert "letters wait to be sent" in page


def test_board_leads_to_the_page_that_publishes_a_result(
    client: Client, organizer: User, hackathon: Hackathon
) -> None:
    kinds = ["applications", "selection", "hackathon", "pitches", "bootcamp", "final"]
    hackathon.stages.update(status="closed")
    items = read(client, page_of(hackathon, "board")).split('<li class="board__i')[1:]
    pages_of = {
        "selection": "registration:publish_selection",
        "pitches": "judging:publish_finalists",
        "final": "bootcamp:publish_winners",
    }

    for kind, item in zip(kinds, items, strict=True):
        assert "<form" not in item
        name = pages_of.get(kind)
        assert (reverse(name, args=[hackathon.slug]) in item) if name else ("btn" not in item)


def test_board_counts_letters_that_wait_and_that_did_not_arrive(
    client: Client, organizer: User, hackathon: Hackathon
) -> None:
    for _number in range(3):
        LetterFactory(hackathon=hackathon, bounced_at=BEGIN)
    LetterFactory(hackathon=hackathon)
    LetterFactory(hackathon=hackathon, sent_at=BEGIN)
    LetterFactory(bounced_at=BEGIN)

    answer = client.get(page_of(hackathon, "board"))

    assert (answer.context["waiting"], answer.context["bounced"]) == (1, 3)
    row = (
        f'<li><span class="n">3</span><a href="{page_of(hackathon, "org_letters")}?state=bounced">'
    )
    assert row in answer.content.decode()


@pytest.mark.parametrize("says", [{"is_auditor": True}, {"is_organizer": True, "city": True}])
def test_board_offers_nothing_to_who_only_reads(
    client: Client, hackathon: Hackathon, says: dict
) -> None:
    says = says | ({"city": CityFactory(hackathon=hackathon)} if says.get("city") else {})
    client.force_login(BadgeFactory(hackathon=hackathon, **says).person)
    hackathon.stages.filter(kind="selection").update(status="closed")

    page = read(client, page_of(hackathon, "board")).partition("<main")[2].partition("</main>")[0]

    assert "<form" not in page
    assert "publish_selection" not in page
    assert reverse("registration:publish_selection", args=[hackathon.slug]) not in page
    for name in ("org_stages", "badges", "org_letters", "legal_texts", "org_news", "org_timetable"):
        assert f'href="{page_of(hackathon, name)}' not in page
    shows_trail = f'href="{page_of(hackathon, "trail")}"' in page
    assert shows_trail is bool(says.get("is_auditor"))


def test_page_that_publishes_may_be_missing(hackathon: Hackathon, monkeypatch) -> None:
    monkeypatch.setitem(pages.PUBLISHING_PAGES, StageKind.FINAL, "hackathon:nowhere")

    assert pages.publishing_page(hackathon.stages.get(kind="final")) == ""
    assert pages.publishing_page(hackathon.stages.get(kind="bootcamp")) == ""
