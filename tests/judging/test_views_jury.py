"""A judge's rounds, the declaration before any content, the list of cards."""

import pytest
from django.test import Client

from judging import queries, services
from judging.models import Conflict
from judging.states import ScorecardStatus
from registration.models import Application
from tests.factories.judging import Jury
from tests.judging.pages import url, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]


# --- rounds


def test_next_step_follows_the_round(jury: Jury, judge: Client) -> None:
    address = url(jury, "rounds")
    assert "Declare conflicts of interest" in words(judge.get(address))

    jury.open()
    page = words(judge.get(address))
    assert "Cards handed in: 0 of 3" in page
    assert url(jury, "cards", "pitches") in page

    jury.hand_in_all()
    assert "All your cards are handed in." in words(judge.get(address))

    jury.close()
    assert url(jury, "ballot", "pitches") in words(judge.get(address))

    jury.vote()
    assert "You have done everything in this round." in words(judge.get(address))


def test_next_step_after_publication_leads_to_the_finalists(
    closed_jury: Jury, judge: Client
) -> None:
    closed_jury.vote()
    services.sign_round(round=closed_jury.round, actor=closed_jury.organizer, now=closed_jury.now)
    assert "work in this round is done" in words(judge.get(url(closed_jury, "rounds")))

    closed_jury.close_stage()
    services.publish_finalists(
        round=closed_jury.round, wildcards={}, actor=closed_jury.organizer, now=closed_jury.now
    )

    assert url(closed_jury, "finalists") in words(judge.get(url(closed_jury, "rounds")))


def test_before_the_round_a_judge_who_declared_waits(jury: Jury, judge: Client) -> None:
    services.declare_conflicts(round=jury.round, judge=jury.judges[1], conflicts={}, now=jury.now)

    assert "Judging has not begun." in words(judge.get(url(jury, "rounds")))


def test_without_a_round_the_page_says_so(jury: Jury, judge: Client) -> None:
    jury.round.criteria.all().delete()
    jury.round.delete()

    assert "No round yet" in words(judge.get(url(jury, "rounds")))


# --- conflicts


def test_declaration_shows_names_and_no_content(jury: Jury, judge: Client) -> None:
    Application.objects.update(title="Secret title", answers={"problem": "Secret answer"})
    member = jury.entries[0].team.memberships.get().participant

    page = words(judge.get(url(jury, "conflicts", "pitches")))

    assert jury.entries[0].team.name in page
    assert member.full_name in page
    assert "Secret" not in page


def test_declaration_is_kept_with_kind_and_note(jury: Jury, judge: Client) -> None:
    services.open_round(round=jury.round, actor=jury.organizer, now=jury.now)
    entry = jury.entries[0]
    sent = {f"kind-{entry.pk}": "work", f"note-{entry.pk}": "Same university"}

    response = judge.post(url(jury, "conflicts", "pitches"), sent)

    assert response["Location"] == url(jury, "cards", "pitches")
    conflict = Conflict.objects.get()
    assert (conflict.judge, conflict.team) == (jury.judges[1], entry.team)
    assert (conflict.kind, conflict.note) == ("work", "Same university")
    assert jury.card(1, 0).status == ScorecardStatus.VOID
    assert queries.has_declared(jury.judges[1], jury.round)


def test_known_conflict_is_shown_and_cannot_be_said_twice(jury: Jury, judge: Client) -> None:
    entry = jury.entries[0]
    services.declare_conflicts(
        round=jury.round, judge=jury.judges[1], conflicts={entry.team: "self"}, now=jury.now
    )

    page = words(judge.get(url(jury, "conflicts", "pitches")))

    assert "I have a part in the project" in page
    assert f"kind-{entry.pk}" not in page
    assert f"kind-{jury.entries[1].pk}" in page


def test_unknown_kind_of_conflict_is_refused(jury: Jury, judge: Client) -> None:
    sent = {f"kind-{jury.entries[0].pk}": "enemy"}

    assert judge.post(url(jury, "conflicts", "pitches"), sent).status_code == 422
    assert not Conflict.objects.exists()


def test_nothing_is_declared_once_the_decision_is_signed(closed_jury: Jury, judge: Client) -> None:
    closed_jury.vote()
    services.sign_round(round=closed_jury.round, actor=closed_jury.organizer, now=closed_jury.now)
    address = url(closed_jury, "conflicts", "pitches")

    assert "nothing can be added" in words(judge.get(address))
    response = judge.post(address, {f"kind-{closed_jury.entries[0].pk}": "work"})
    assert response.status_code == 422
    assert not Conflict.objects.exists()


# --- cards


def test_cards_come_in_the_judges_own_order_without_void_ones(
    open_jury: Jury, judge: Client
) -> None:
    services.set_conflict(
        judge=open_jury.judges[1],
        team=open_jury.entries[0].team,
        kind="work",
        note="",
        actor=open_jury.organizer,
        now=open_jury.now,
    )

    rows = judge.get(url(open_jury, "cards", "pitches")).context["rows"]

    assert len(rows) == 2
    assert [row["number"] for row in rows] == sorted(row["number"] for row in rows)
    assert open_jury.entries[0].team.name not in [row["team"] for row in rows]


def test_cards_say_how_far_each_is(open_jury: Jury, judge: Client) -> None:
    open_jury.mark(1, 0)
    open_jury.hand_in(1, 1)

    rows = judge.get(url(open_jury, "cards", "pitches")).context["rows"]

    states = {row["team"]: row["state"][0] for row in rows}
    names = [entry.team.name for entry in open_jury.entries]
    assert [states[name] for name in names] == ["In progress", "Handed in", "Not begun"]
