"""The jury's way through the API: declare, mark, hand in, vote; and the organizer's beside it."""

import pytest
from django.test import Client

from judging.models import Ballot, Mark, Scorecard
from tests.factories.judging import Jury, build_jury

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]
JSON = "application/json"
FULL = {"idea": 7, "technical": 6, "defence": 5, "pitch_bonus": 0, "answers_bonus": 1}


@pytest.fixture(autouse=True)
def _doors(settings):
    settings.SECOND_FACTOR_REQUIRED = False


@pytest.fixture
def jury(now) -> Jury:
    return build_jury(now=now, teams=2, judges=2, places=1)


def client_of(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def at(jury: Jury, rest: str) -> str:
    return f"/api/v1/hackathons/{jury.hackathon.slug}/{rest}"


def test_organizer_opens_a_round_and_a_judge_declares_first(jury):
    organizer, judge = client_of(jury.organizer), client_of(jury.judges[0])
    opened = organizer.post(at(jury, "rounds/pitches/open/"), {}, JSON)
    assert opened.json()["status"] == "open"
    assert judge.get(at(jury, "jury/pitches/cards/")).json()["count"] == 0

    team = jury.entries[0].team_id
    said = {"conflicts": [{"team": team, "kind": "work", "note": "same firm"}]}
    declared = judge.post(at(jury, "jury/pitches/conflicts/"), said, JSON)

    assert declared.json()["has_declared"] is True
    cards = judge.get(at(jury, "jury/pitches/cards/")).json()["results"]
    assert [card["team"] for card in cards] == [jury.entries[1].team.name]


def test_declaration_names_a_team_of_the_round_once(jury):
    judge = client_of(jury.judges[0])
    one = {"team": jury.entries[0].team_id, "kind": "work"}

    for lines in ([one, one], [one | {"team": 10**9}]):
        answer = judge.post(at(jury, "jury/pitches/conflicts/"), {"conflicts": lines}, JSON)
        assert (answer.status_code, list(answer.json())) == (400, ["conflicts"])
    assert not jury.round.declarations.exists()


def test_marks_are_saved_merged_and_written_once_by_key(jury):
    jury.open()
    card, judge = jury.card(0, 0), client_of(jury.judges[0])
    address = at(jury, f"cards/{card.pk}/")
    body = {"base_revision": 0, "marks": {"idea": 7}, "key": "k1"}

    first, again = (judge.patch(address, body, JSON) for _number in range(2))
    late = judge.patch(address, {"base_revision": 0, "marks": {"idea": 3}}, JSON)

    assert first.json() == again.json()
    assert Mark.objects.filter(card=card).count() == 1
    assert (late.json()["conflicts"], late.json()["marks"]["idea"]) == (["idea"], 7.0)
    shown = judge.get(address).json()
    assert (shown["marks"]["idea"], shown["revision"]) == (7.0, 1)
    assert shown["project"]["title"].startswith("Project of")


@pytest.mark.parametrize(
    ("body", "code", "what"),
    [
        ({"base_revision": 0, "marks": {"idea": 11}}, 409, "not_on_scale"),
        ({"base_revision": 0, "marks": {"idea": 6.5}}, 409, "not_on_scale"),
        ({"base_revision": 0, "marks": {"charm": 5}}, 409, "unknown_criterion"),
        ({"base_revision": 9, "marks": {"idea": 5}}, 409, "stale_revision"),
        ({"base_revision": 0, "marks": {"idea": 0.3}}, 400, "marks"),
        ({"base_revision": 0, "marks": {"idea": "7"}}, 400, "marks"),
        ({"base_revision": 0, "judge": 1}, 400, "judge"),
    ],
)
def test_wrong_marks_are_refused_and_nothing_is_written(jury, body, code, what):
    jury.open()
    card = jury.card(0, 0)

    answer = client_of(jury.judges[0]).patch(at(jury, f"cards/{card.pk}/"), body, JSON)

    told = answer.json()
    assert (answer.status_code, told.get("code") or next(iter(told))) == (code, what)
    assert not Mark.objects.exists()


def test_judge_hands_in_and_the_organizer_gives_the_card_back(jury):
    jury.open()
    card, judge, organizer = jury.card(0, 0), client_of(jury.judges[0]), client_of(jury.organizer)
    address = at(jury, f"cards/{card.pk}/")

    early = judge.post(f"{address}hand-in/", {}, JSON)
    judge.patch(address, {"base_revision": 0, "marks": FULL}, JSON)
    done = judge.post(f"{address}hand-in/", {}, JSON)
    back = organizer.post(
        at(jury, f"rounds/pitches/judges/{jury.judges[0].pk}/cards/{card.pk}/take-back/"),
        {"reason": "A mistake"},
        JSON,
    )

    assert (early.status_code, early.json()["code"]) == (409, "card_incomplete")
    assert done.json()["status"] == "handed_in"
    assert back.json()["status"] == "open"


def test_another_judges_card_is_not_there(jury):
    jury.open()
    card = jury.card(0, 0)
    other = client_of(jury.judges[1])

    assert other.get(at(jury, f"cards/{card.pk}/")).status_code == 404
    body = {"base_revision": 0, "marks": {"idea": 1}}
    assert other.patch(at(jury, f"cards/{card.pk}/"), body, JSON).status_code == 404
    assert Scorecard.objects.get(pk=card.pk).revision == 0


def test_vote_ranking_and_finalists(jury):
    jury.open()
    jury.close(idea=[[9, 2], [8, 1]])
    organizer = client_of(jury.organizer)
    votes = [{"entry": entry.pk, "choice": "for"} for entry in jury.entries]
    for person in jury.judges:
        judge = client_of(person)
        half = judge.post(at(jury, "jury/pitches/ballot/"), {"votes": votes[:1]}, JSON)
        cast = judge.post(at(jury, "jury/pitches/ballot/"), {"votes": votes}, JSON)
        twice = judge.post(at(jury, "jury/pitches/ballot/"), {"votes": votes}, JSON)
        assert [half.status_code, cast.status_code, twice.status_code] == [409, 201, 409]
        assert {line["choice"] for line in cast.json()["teams"]} == {"for"}
    assert Ballot.objects.count() == 2

    ranked = organizer.get(at(jury, "rounds/pitches/ranking/")).json()["results"]
    assert [(line["team"], line["goes_on"]) for line in ranked] == [
        (jury.entries[0].team.name, True),
        (jury.entries[1].team.name, False),
    ]
    assert ranked[0]["points"] == "37/2"
    assert organizer.post(at(jury, "rounds/pitches/sign/"), {}, JSON).json()["status"] == "signed"
    jury.close_stage()
    wildcard = [{"team": jury.entries[1].team_id, "reason": "A rare idea"}]
    address = at(jury, "finalists/publication/")
    published = organizer.post(address, {"wildcards": wildcard}, JSON)
    assert published.json()["status"] == "published"
    found = Client().get(at(jury, "finalists/")).json()["results"]
    assert {(one["name"], one["way"]) for one in found} == {
        (jury.entries[0].team.name, "jury"),
        (jury.entries[1].team.name, "wildcard"),
    }


def test_nobody_has_a_ranking_while_judges_mark(jury):
    jury.open()
    answer = client_of(jury.organizer).get(at(jury, "rounds/pitches/ranking/"))
    assert (answer.status_code, answer.json()["code"]) == (409, "round_not_closed")


def test_tie_is_decided_with_a_reason_and_reopening_needs_one(jury):
    jury.open()
    jury.close(idea=[[5, 5], [5, 5]])
    jury.vote()
    organizer = client_of(jury.organizer)
    (tie,) = organizer.get(at(jury, "rounds/pitches/ties/")).json()["results"]

    order = list(reversed(tie["entries"]))
    decided = organizer.put(
        at(jury, "rounds/pitches/ties/"), {"order": order, "reason": "After debate"}, JSON
    )
    bare = organizer.post(at(jury, "rounds/pitches/reopen/"), {}, JSON)
    again = organizer.post(at(jury, "rounds/pitches/reopen/"), {"reason": "A late card"}, JSON)

    assert decided.json()["results"][0]["decided"] == order
    assert (bare.status_code, bare.json()["code"]) == (409, "reason_missing")
    assert (again.json()["status"], again.json()["version"]) == ("open", 2)


def test_round_is_edited_until_it_is_fixed(jury):
    organizer, address = client_of(jury.organizer), at(jury, "rounds/pitches/")
    edited = organizer.patch(address, {"places": 2, "allows_halves": True}, JSON)
    odd = organizer.patch(address, {"tie_order": ["idea"]}, JSON)
    organizer.post(f"{address}freeze/", {}, JSON)
    late = organizer.patch(address, {"places": 3}, JSON)

    assert (edited.json()["places"], edited.json()["allows_halves"]) == (2, True)
    assert (odd.json()["code"], odd.json()["field"]) == ("tie_order", "tie_order")
    assert (late.status_code, late.json()["code"]) == (409, "round_frozen")
