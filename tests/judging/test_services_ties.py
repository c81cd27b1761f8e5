"""Ties: which of them matter, and the jury's decision on them."""

from datetime import datetime

import pytest

from hackathon.kit.errors import Refused
from hackathon.models import AuditEntry
from judging import queries, services
from judging.models import Ballot
from tests.factories.judging import Jury, build_jury

pytestmark = pytest.mark.django_db


def cast(jury: Jury, judge: int = 0, **by_entry: str) -> Ballot:
    """One judge votes: for every team, or as `e0="against"` says of the first one."""
    choices = {entry: by_entry.get(f"e{n}", "for") for n, entry in enumerate(jury.entries)}
    return services.cast_ballot(
        round=jury.round, judge=jury.judges[judge], choices=choices, now=jury.now
    )


def decide(jury: Jury, order: list[int], reason: str = "Depth of the idea"):
    return services.decide_ties(
        round=jury.round, order=order, reason=reason, actor=jury.chair, now=jury.now
    )


def test_decide_ties_splits_what_nothing_else_splits(open_jury: Jury) -> None:
    open_jury.close()  # three equal teams, two places
    open_jury.vote()
    first, second, third = (entry.pk for entry in open_jury.entries)

    decide(open_jury, [third, first, second])

    rows = queries.standings(open_jury.refresh())
    assert [(row.entry.pk, row.place, row.level, row.goes_on) for row in rows] == [
        (third, 1, "jury", True),
        (first, 2, "jury", True),
        (second, 3, "jury", False),
    ]
    assert queries.ties_that_matter(open_jury.round, rows) == []
    told = AuditEntry.objects.get(action="judging.round.decide_ties")
    assert (told.details["order"], told.details["reason"]) == (
        [third, first, second],
        "Depth of the idea",
    )


def test_decide_ties_again_replaces_the_decision(open_jury: Jury) -> None:
    open_jury.close()
    open_jury.vote()
    order = [entry.pk for entry in open_jury.entries]
    decide(open_jury, order)

    decide(open_jury, order[::-1], "Second thoughts")

    assert open_jury.refresh().jury_order == order[::-1]
    assert open_jury.round.jury_reason == "Second thoughts"
    told = AuditEntry.objects.filter(action="judging.round.decide_ties").first()
    assert told.details["before"] == {"order": order, "reason": "Depth of the idea"}


@pytest.mark.parametrize("change", ["short", "twice", "strange", "empty"])
def test_decide_ties_refuses_another_list_than_the_tied(open_jury: Jury, change: str) -> None:
    open_jury.close()
    open_jury.vote()
    order = [entry.pk for entry in open_jury.entries]
    order = {
        "short": order[1:],
        "twice": [*order, order[0]],
        "strange": [*order[1:], 999_999],
        "empty": [],
    }[change]

    with pytest.raises(Refused) as refusal:
        decide(open_jury, order)

    assert refusal.value.code == "order_incomplete"
    assert open_jury.refresh().jury_order == []


def test_decide_ties_refuses_where_nothing_is_tied(closed_jury: Jury) -> None:
    closed_jury.vote()

    with pytest.raises(Refused) as refusal:
        decide(closed_jury, [])

    assert refusal.value.code == "order_incomplete"


def test_decide_ties_refuses_without_a_reason(open_jury: Jury) -> None:
    open_jury.close()
    open_jury.vote()

    with pytest.raises(Refused) as refusal:
        decide(open_jury, [entry.pk for entry in open_jury.entries], " ")

    assert refusal.value.code == "reason_missing"
    assert open_jury.refresh().jury_order == []


def test_decide_ties_refuses_before_everyone_has_voted(open_jury: Jury) -> None:
    open_jury.close()
    cast(open_jury)

    with pytest.raises(Refused) as refusal:
        decide(open_jury, [entry.pk for entry in open_jury.entries])

    assert refusal.value.code == "votes_missing"
    assert [one.message for one in refusal.value.blockers] == ["2 judges have not voted."]
    assert open_jury.refresh().jury_order == []


def test_decide_ties_refuses_while_the_round_is_open(open_jury: Jury) -> None:
    with pytest.raises(Refused) as refusal:
        decide(open_jury, [])

    assert refusal.value.code == "round_not_closed"


def test_a_tie_below_the_cut_is_nobodys_business(now: datetime) -> None:
    jury = build_jury(now=now, teams=4, judges=2, places=2)
    jury.open()
    jury.close(idea=[[9, 8, 5, 5]] * 2)
    jury.vote()

    rows = queries.standings(jury.round)

    assert [row.place for row in rows] == [1, 2, 3, 3]
    assert [row.level for row in rows] == ["points", "points", "shared", "shared"]
    assert queries.ties_that_matter(jury.round, rows) == []
    assert [row.goes_on for row in rows] == [True, True, False, False]


def test_a_tie_above_the_cut_lets_both_through(now: datetime) -> None:
    jury = build_jury(now=now, teams=3, judges=2, places=2)
    jury.open()
    jury.close(idea=[[9, 9, 5]] * 2)
    jury.vote()

    rows = queries.standings(jury.round)

    assert queries.ties_that_matter(jury.round, rows) == []
    assert [row.goes_on for row in rows] == [True, True, False]


def test_a_tie_across_the_cut_lets_nobody_of_it_through(now: datetime) -> None:
    jury = build_jury(now=now, teams=4, judges=2, places=2)
    jury.open()
    jury.close(idea=[[9, 7, 7, 7]] * 2)
    jury.vote()

    rows = queries.standings(jury.round)

    assert [
        [row.entry for row in group] for group in queries.ties_that_matter(jury.round, rows)
    ] == [jury.entries[1:]]
    assert [row.goes_on for row in rows] == [True, False, False, False]


def test_a_tie_that_the_vote_cuts_off_is_no_tie(now: datetime) -> None:
    jury = build_jury(now=now, teams=3, judges=2, places=1, tie_order=["idea", "jury"])
    jury.open()
    jury.close(idea=[[7, 7, 5]] * 2)
    jury.vote(e0="against")

    rows = queries.standings(jury.round)

    assert [row.place for row in rows] == [1, 1, 3]
    assert queries.ties_that_matter(jury.round, rows) == []
    assert [row.entry for row in rows if row.goes_on] == [jury.entries[1]]


def test_in_the_final_a_tie_inside_the_prizes_matters(now: datetime) -> None:
    jury = build_jury(now=now, kind="final", teams=6, judges=2, places=1)
    jury.open()
    jury.close(idea=[[9, 9, 5, 4, 3, 3]] * 2)
    jury.vote()

    rows = queries.standings(jury.round)

    tied = queries.ties_that_matter(jury.round, rows)
    assert [{row.entry for row in group} for group in tied] == [set(jury.entries[:2])]
    assert [row.goes_on for row in rows] == [True, True, True, False, False, False]
