"""The organizer moves a stage, and its dates."""

from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse

from hackathon.models import Hackathon, Stage, User
from hackathon.states import PUBLISH
from hackathon.views import organizer as pages
from tests.factories.ground import BEGIN
from tests.hackathon.organizers import MOVED, at
from tests.hackathon.pages import page_of, read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock", "no_second_factor")]


# --- moving a stage


def test_stage_is_closed_and_opened(client: Client, organizer: User, hackathon: Hackathon) -> None:
    answer = client.post(page_of(hackathon, "move_stage", *MOVED), follow=True)
    assert "Done: Applications." in answer.content.decode()
    client.post(page_of(hackathon, "move_stage", "selection", "open"))

    statuses = dict(hackathon.stages.values_list("kind", "status"))
    assert (statuses["applications"], statuses["selection"]) == ("closed", "open")
    acts = list(hackathon.audit.values_list("action", flat=True))
    assert acts == ["hackathon.stage.open", "hackathon.stage.close"]


def test_stage_that_waits_for_something_says_for_what(
    client: Client, organizer: User, hackathon: Hackathon
) -> None:
    answer = client.post(page_of(hackathon, "move_stage", "selection", "open"))

    assert answer.status_code == 409
    notice = answer.content.decode().partition('role="alert"')[2].partition("</ul>")[0]
    assert "Not yet: Selection" in notice
    assert "Close the applications first." in notice
    assert hackathon.stages.get(kind="selection").status == "planned"
    assert not hackathon.audit.exists()


def test_stage_that_somebody_else_moved_is_shown_as_it_is(
    client: Client, organizer: User, hackathon: Hackathon
) -> None:
    client.post(page_of(hackathon, "move_stage", *MOVED))

    answer = client.post(page_of(hackathon, "move_stage", *MOVED))

    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Someone was faster" in page
    assert page_of(hackathon, "move_stage", *MOVED) not in page.partition("<main")[2]
    assert hackathon.audit.count() == 1


@pytest.mark.parametrize(
    ("kind", "move"), [("selection", "publish"), ("selection", "jump"), ("party", "open")]
)
def test_move_that_is_none_is_not_there(
    client: Client, organizer: User, hackathon: Hackathon, kind: str, move: str
) -> None:
    assert client.post(page_of(hackathon, "move_stage", kind, move)).status_code == 404
    assert client.get(page_of(hackathon, "move_stage", kind, move)).status_code == 405


@pytest.mark.parametrize(
    ("kind", "status", "move"),
    [
        ("applications", "planned", "open"),
        ("applications", "open", "close"),
        ("applications", "closed", ""),
        ("selection", "closed", "publish"),
        ("selection", "published", ""),
    ],
)
def test_next_move_of_a_stage(kind: str, status: str, move: str) -> None:
    assert pages.next_move(Stage(kind=kind, status=status)) == move
    assert PUBLISH.name == "publish"


# --- dates


def dates(kind: str, opens: tuple[str, str], closes: tuple[str, str]) -> dict[str, str]:
    return {"stage": kind} | at(f"{kind}-opens_at", *opens) | at(f"{kind}-closes_at", *closes)


def test_dates_are_saved_by_the_clocks_of_the_hackathon(
    client: Client, organizer: User, hackathon: Hackathon
) -> None:
    Hackathon.objects.update(time_zone="Europe/Paris")
    sent = dates("selection", ("2026-09-19", "09:00"), ("2026-09-22", "18:00"))

    answer = client.post(page_of(hackathon, "org_stages"), sent)

    assert answer.status_code == 302
    stage = hackathon.stages.get(kind="selection")
    assert stage.opens_at == datetime(2026, 9, 19, 7, tzinfo=UTC)
    assert stage.closes_at == datetime(2026, 9, 22, 16, tzinfo=UTC)
    assert 'value="18:00"' in read(client, page_of(hackathon, "org_stages"))


def test_moved_dates_stand_in_the_news(
    client: Client, organizer: User, hackathon: Hackathon
) -> None:
    sent = dates("selection", ("2026-09-19", "05:00"), ("2026-09-25", "18:00"))
    client.post(page_of(hackathon, "org_stages"), sent)

    page = read(client, reverse("hackathon:news", args=[hackathon.slug]))

    assert "Selection: the dates have moved" in page
    assert "<strong>25 September 2026, 18:00 (Asia/Almaty)</strong>" in page


def test_open_stage_is_not_ended_backwards(
    client: Client, organizer: User, hackathon: Hackathon
) -> None:
    before = list(hackathon.stages.values_list("opens_at", "closes_at"))
    sent = dates("applications", ("2026-08-01", "05:00"), ("2026-08-31", "18:00"))

    answer = client.post(page_of(hackathon, "org_stages"), sent)

    assert answer.status_code == 422
    assert "An open stage cannot end in the past: close it instead." in answer.content.decode()
    assert list(hackathon.stages.values_list("opens_at", "closes_at")) == before
    assert not hackathon.news.exists()


def test_day_that_ends_at_23_59_ends_with_its_last_second(
    client: Client, organizer: User, hackathon: Hackathon
) -> None:
    sent = dates("selection", ("2026-09-19", "00:00"), ("2026-09-22", "23:59"))
    client.post(page_of(hackathon, "org_stages"), sent)

    closes_at = hackathon.stages.get(kind="selection").closes_at
    assert closes_at == datetime(2026, 9, 22, 18, 59, 59, tzinfo=UTC)  # R2.2, in Almaty


def test_saving_dates_as_they_are_changes_no_second(
    client: Client, organizer: User, hackathon: Hackathon
) -> None:
    exact = datetime(2026, 9, 18, 13, 30, 45, tzinfo=UTC)
    hackathon.stages.filter(kind="applications").update(closes_at=exact)
    sent = dates("applications", ("2026-08-01", "05:00"), ("2026-09-18", "18:30"))
    client.post(page_of(hackathon, "org_stages"), sent)

    stage = hackathon.stages.get(kind="applications")
    assert (stage.opens_at, stage.closes_at) == (BEGIN, exact)


def test_dates_in_the_wrong_order_are_refused_and_stay_typed(
    client: Client, organizer: User, hackathon: Hackathon
) -> None:
    before = list(hackathon.stages.values_list("opens_at", "closes_at"))
    sent = dates("selection", ("2026-09-22", "12:34"), ("2026-09-19", "18:00"))

    answer = client.post(page_of(hackathon, "org_stages"), sent)

    assert answer.status_code == 422
    assert "A stage opens before it closes." in answer.content.decode()
    assert 'value="12:34"' in answer.content.decode()
    assert list(hackathon.stages.values_list("opens_at", "closes_at")) == before
    assert not hackathon.audit.exists()


def test_dates_must_be_dates(client: Client, organizer: User, hackathon: Hackathon) -> None:
    sent = dates("selection", ("soon", "12:34"), ("2026-09-19", ""))

    answer = client.post(page_of(hackathon, "org_stages"), sent)

    assert answer.status_code == 422
    assert set(next(f for f in answer.context["forms"] if f.is_bound).errors) == {
        "opens_at",
        "closes_at",
    }
