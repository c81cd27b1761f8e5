"""The jury's vote on the ranked list."""

import pytest
from django.test import Client

from judging import services
from judging.models import Ballot, Vote
from tests.factories.judging import Jury
from tests.judging.pages import url, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]


def ballot_of(jury: Jury, *choices: str) -> dict:
    return {f"entry-{e.pk}": choice for e, choice in zip(jury.entries, choices, strict=True)}


def test_vote_is_looked_at_before_it_is_cast(closed_jury: Jury, judge: Client) -> None:
    address = url(closed_jury, "ballot", "pitches")
    said = ballot_of(closed_jury, "for", "for", "against")

    look = judge.post(address, said)
    assert look.templates[0].name == "judging/ballot_check.html"
    assert dict(look.context["form"].counts) == {"For": 2, "Against": 1, "Abstain": 0}
    assert not Ballot.objects.exists()

    assert judge.post(address, said | {"change": "1"}).templates[0].name == "judging/ballot.html"
    assert judge.post(address, said | {"confirm": "1"})["Location"] == address
    votes = Vote.objects.filter(ballot__judge=closed_jury.judges[1])
    assert dict(votes.values_list("entry", "choice")) == {
        closed_jury.entries[0].pk: "for",
        closed_jury.entries[1].pk: "for",
        closed_jury.entries[2].pk: "against",
    }
    assert "Your vote was cast" in words(judge.get(address))


def test_vote_leaves_no_team_out(closed_jury: Jury, judge: Client) -> None:
    said = ballot_of(closed_jury, "for", "for", "against")
    said.popitem()

    response = judge.post(url(closed_jury, "ballot", "pitches"), said | {"confirm": "1"})

    assert response.status_code == 422
    assert not Ballot.objects.exists()


def test_team_that_the_judge_did_not_mark_has_no_vote(jury: Jury, judge: Client) -> None:
    services.set_conflict(
        judge=jury.judges[1],
        team=jury.entries[0].team,
        kind="work",
        note="",
        actor=jury.organizer,
        now=jury.now,
    )
    jury.open()
    jury.close(idea=[[9, 7, 3]] * 3)

    response = judge.get(url(jury, "ballot", "pitches"))

    fields = {line["row"].entry.pk: line["field"] for line in response.context["rows"]}
    assert fields[jury.entries[0].pk] is None
    assert fields[jury.entries[1].pk] is not None
    assert "You do not vote on this team" in words(response)


def test_ballot_does_not_tell_how_others_voted(open_jury: Jury, judge: Client) -> None:
    """Two teams are equal by points; the votes of the others would put one above the other."""
    open_jury.close(idea=[[5, 5, 3]] * 3)
    for voter in (0, 2):
        services.cast_ballot(
            round=open_jury.round,
            judge=open_jury.judges[voter],
            choices=dict(zip(open_jury.entries, ("against", "for", "for"), strict=True)),
            now=open_jury.now,
        )

    lines = judge.get(url(open_jury, "ballot", "pitches")).context["rows"]

    places = {line["row"].entry.pk: line["place"] for line in lines}
    assert [places[entry.pk] for entry in open_jury.entries] == [1, 1, 3]


def test_vote_is_cast_once(closed_jury: Jury, judge: Client) -> None:
    closed_jury.vote()

    response = judge.post(url(closed_jury, "ballot", "pitches"), {"confirm": "1"})

    assert response.templates[0].name == "judging/ballot_cast.html"
    assert Ballot.objects.filter(judge=closed_jury.judges[1]).count() == 1


def test_before_closing_there_is_no_vote(open_jury: Jury, judge: Client) -> None:
    assert "There is no vote now" in words(judge.get(url(open_jury, "ballot", "pitches")))
