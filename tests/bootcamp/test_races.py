"""Several organizers at once."""

from datetime import datetime

import pytest
from django.db import connection

from bootcamp import queries, services
from bootcamp.models import Award, Certificate, MentorTeam, PrizeFund
from hackathon.models import Hackathon, Stage
from tests.factories.bootcamp import Camp, build_camp
from tests.races import at_once

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor == "sqlite", reason="SQLite lets one writer in at a time, as a whole"
    ),
]


def codes(outcomes: list) -> list[str]:
    return [outcome for outcome in outcomes if isinstance(outcome, str)]


@pytest.fixture
def signed(now: datetime) -> Camp:
    """Three teams in prize places, nothing awarded; there is no fund yet."""
    camp = build_camp(now=now, teams=3)
    camp.sign()
    return camp


@pytest.mark.parametrize("_again", range(3))
def test_awards_that_together_exceed_the_fund_are_not_both_given(signed: Camp, _again: int) -> None:
    outcomes = at_once(lambda: signed.give(0, 11_000_000), lambda: signed.give(1, 11_000_000))

    assert codes(outcomes) == ["fund_exceeded"]
    assert PrizeFund.objects.get().awarded == 11_000_000
    assert Award.objects.count() == 1


def test_one_award_given_many_times_is_one(signed: Camp) -> None:
    outcomes = at_once(*(lambda n=n: signed.give(0, 1_000 + n) for n in range(6)))

    assert codes(outcomes) == []
    assert PrizeFund.objects.get().awarded == Award.objects.get().amount


def test_award_taken_back_by_many_is_taken_back_once(signed: Camp) -> None:
    signed.give(1, 5_000_000)
    pk = signed.give(0, 5_000_000).pk
    seen = [Award.objects.select_related("hackathon").get(pk=pk) for _n in range(4)]

    outcomes = at_once(
        *(
            lambda award=award: services.withdraw_award(
                award=award, actor=signed.organizer, now=signed.now
            )
            for award in seen
        )
    )

    assert sorted(codes(outcomes)) == ["stale"] * 3
    assert PrizeFund.objects.get().awarded == 5_000_000


def test_numbers_are_counted_without_gap_or_double(signed: Camp) -> None:
    awards = signed.award_all()

    outcomes = at_once(*(lambda award=award: signed.issue(award) for award in awards * 2))

    assert codes(outcomes) == ["certificate_issued"] * 3
    numbers = [one.number[-4:] for one in queries.certificates_of(signed.hackathon)]
    assert numbers == ["0001", "0002", "0003"]


@pytest.mark.parametrize("_again", range(3))
def test_sum_changes_before_publication_or_not_at_all(signed: Camp, _again: int) -> None:
    signed.award_all((9_000_000, 6_000_000, 4_000_000))
    for award in Award.objects.exclude(place=1):
        signed.issue(award)
    certificate = signed.issue(Award.objects.get(place=1))

    def change() -> Award:
        services.revoke_certificate(
            certificate=certificate, reason="A slip.", actor=signed.organizer, now=signed.now
        )
        return signed.give(0, 10_000_000)

    outcomes = at_once(signed.publish, change)

    is_published = Stage.objects.get(pk=signed.stage.pk).status == "published"
    amount = Award.objects.get(place=1).amount
    ended = (codes(outcomes), is_published, amount)
    assert ended in [
        (["already_published"], True, 9_000_000),
        (["gate_closed"], False, 10_000_000),
    ]


def test_fund_is_not_reduced_under_an_award(signed: Camp) -> None:
    def reduce() -> PrizeFund:
        return services.set_fund(
            hackathon=Hackathon.objects.get(pk=signed.hackathon.pk),
            amount=4_000_000,
            reason="A sponsor left.",
            actor=signed.organizer,
            now=signed.now,
        )

    outcomes = at_once(reduce, lambda: signed.give(0, 5_000_000))

    assert codes(outcomes) == ["fund_exceeded"]
    fund = PrizeFund.objects.get()
    assert (fund.amount, fund.awarded) in [(4_000_000, 0), (20_000_000, 5_000_000)]


def test_mentor_assigned_by_many_is_assigned_once(signed: Camp) -> None:
    outcomes = at_once(
        *[
            lambda: services.assign_mentor(
                entry=signed.camp_entries[0],
                mentor=signed.mentor,
                actor=signed.organizer,
                now=signed.now,
            )
        ]
        * 4
    )

    assert set(codes(outcomes)) <= {"stale"}
    assert MentorTeam.objects.count() == 1
    assert Certificate.objects.count() == 0
