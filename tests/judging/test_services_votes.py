"""The jury's vote."""

from datetime import datetime

import pytest

from hackathon.kit.errors import Refused
from hackathon.models import AuditEntry, Badge
from judging import queries, services
from judging.models import Ballot, Vote
from tests.factories import UserFactory
from tests.factories.judging import ConflictFactory, Jury

pytestmark = pytest.mark.django_db


def cast(jury: Jury, judge: int = 0, **by_entry: str) -> Ballot:
    """One judge votes: for every team, or as `e0="against"` says of the first one."""
    choices = {entry: by_entry.get(f"e{n}", "for") for n, entry in enumerate(jury.entries)}
    return services.cast_ballot(
        round=jury.round, judge=jury.judges[judge], choices=choices, now=jury.now
    )


def test_cast_ballot_keeps_what_was_voted(closed_jury: Jury, now: datetime) -> None:
    ballot = cast(closed_jury, e1="against", e2="abstain")

    first, second, third = closed_jury.entries
    assert (ballot.status, ballot.cast_at) == ("cast", now)
    assert queries.votes_of(ballot) == {
        first.pk: "for",
        second.pk: "against",
        third.pk: "abstain",
    }
    assert queries.ballot_of(closed_jury.chair, closed_jury.round) == ballot
    assert AuditEntry.objects.get(action="judging.ballot.cast").actor == closed_jury.chair


def test_cast_ballot_takes_entries_by_their_number(closed_jury: Jury, now: datetime) -> None:
    choices = {entry.pk: "for" for entry in closed_jury.entries}

    services.cast_ballot(round=closed_jury.round, judge=closed_jury.chair, choices=choices, now=now)

    assert Vote.objects.count() == 3


def test_cast_ballot_leaves_a_conflict_out(jury: Jury, now: datetime) -> None:
    ConflictFactory(judge=jury.chair, team=jury.entries[0].team)
    jury.open()
    jury.close(idea=[[9, 7, 3]] * 3)
    assert queries.votable_entries(jury.chair, jury.round) == jury.entries[1:]

    jury.vote()

    tallies = {row.entry: row.tally for row in queries.standings(jury.round)}
    assert [tallies[entry].eligible for entry in jury.entries] == [2, 3, 3]
    assert [tallies[entry].votes_for for entry in jury.entries] == [2, 3, 3]


def test_cast_ballot_refuses_a_vote_on_a_team_in_conflict(jury: Jury) -> None:
    ConflictFactory(judge=jury.chair, team=jury.entries[0].team)
    jury.open()
    jury.close(idea=[[9, 7, 3]] * 3)

    with pytest.raises(Refused) as refusal:
        cast(jury)

    assert refusal.value.code == "ballot_incomplete"
    assert not Ballot.objects.exists()


def test_cast_ballot_refuses_a_gap(closed_jury: Jury, now: datetime) -> None:
    choices = dict.fromkeys(closed_jury.entries[1:], "for")

    with pytest.raises(Refused) as refusal:
        services.cast_ballot(
            round=closed_jury.round, judge=closed_jury.chair, choices=choices, now=now
        )

    assert refusal.value.code == "ballot_incomplete"
    assert not Ballot.objects.exists()


def test_cast_ballot_refuses_a_word_that_is_no_vote(closed_jury: Jury) -> None:
    with pytest.raises(Refused) as refusal:
        cast(closed_jury, e0="maybe")

    assert refusal.value.code == "unknown_choice"
    assert not Ballot.objects.exists()


def test_cast_ballot_refuses_the_second_time(closed_jury: Jury) -> None:
    cast(closed_jury)

    with pytest.raises(Refused) as refusal:
        cast(closed_jury, e0="against")

    assert refusal.value.code == "ballot_cast"
    assert set(Vote.objects.values_list("choice", flat=True)) == {"for"}


def test_cast_ballot_refuses_who_judged_nobody(closed_jury: Jury, now: datetime) -> None:
    with pytest.raises(Refused) as refusal:
        services.cast_ballot(round=closed_jury.round, judge=UserFactory(), choices={}, now=now)

    assert refusal.value.code == "not_on_the_jury"


@pytest.mark.parametrize("when", ["open", "signed"])
def test_cast_ballot_refuses_before_closing_and_after_signing(
    open_jury: Jury, when: str, now: datetime
) -> None:
    if when == "signed":
        open_jury.close(idea=[[9, 7, 3]] * 3)
        open_jury.vote()
        services.sign_round(round=open_jury.round, actor=open_jury.chair, now=now)
    before = Vote.objects.count()

    with pytest.raises(Refused) as refusal:
        cast(open_jury)

    assert refusal.value.code == "round_not_closed"
    assert Vote.objects.count() == before


def test_judges_to_vote_are_those_who_marked_and_still_sit(closed_jury: Jury) -> None:
    _first, second, third = closed_jury.judges
    cast(closed_jury, judge=0)
    Badge.objects.filter(person=third).update(is_judge=False)

    assert queries.judges_to_vote(closed_jury.round) == [second]


def test_vote_counts_only_what_is_cast(closed_jury: Jury) -> None:
    ballot = Ballot.objects.create(round=closed_jury.round, judge=closed_jury.chair)
    Vote.objects.create(ballot=ballot, entry=closed_jury.entries[0], choice="against")

    rows = queries.standings(closed_jury.round)

    assert {row.tally.against for row in rows} == {0}
    assert queries.ballot_of(closed_jury.chair, closed_jury.round) is None
