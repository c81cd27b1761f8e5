"""Ties that only the jury can split."""

import pytest
from django.test import Client

from judging import queries
from tests.factories.judging import Jury
from tests.judging.pages import url, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]


@pytest.fixture
def tied(open_jury: Jury) -> Jury:
    """Two teams are equal in everything, for the second and last place that goes on."""
    open_jury.close(idea=[[9, 5, 5]] * 3)
    open_jury.vote()
    return open_jury


def test_tie_is_decided_with_a_reason(tied: Jury, organizer: Client) -> None:
    page = url(tied, "ties", "pitches")
    ranking = words(organizer.get(url(tied, "ranking", "pitches")))
    assert "1 tie that matters is not split." in ranking
    _first, second, third = tied.entries
    sent = {f"place-{second.pk}": "2", f"place-{third.pk}": "1", "reason": "A vote: 2 to 1."}

    assert organizer.post(page, sent)["Location"] == page

    tied.refresh()
    assert (tied.round.jury_order, tied.round.jury_reason) == (
        [third.pk, second.pk],
        sent["reason"],
    )
    assert [row.entry.pk for row in queries.outcome_of(tied.round)] == [_first.pk, third.pk]
    again = words(organizer.get(page))
    assert "The jury has decided" in again
    assert "A vote: 2 to 1." in again
    assert f"place-{second.pk}" in again  # it can be decided again until it is signed


@pytest.mark.parametrize(
    ("places", "reason"), [(("1", "1"), "x"), (("1", ""), "x"), (("2", "1"), " ")]
)
def test_unclear_order_or_no_reason_is_refused(
    tied: Jury, organizer: Client, places: tuple, reason: str
) -> None:
    sent = {f"place-{e.pk}": p for e, p in zip(tied.entries[1:], places, strict=True)}

    response = organizer.post(url(tied, "ties", "pitches"), sent | {"reason": reason})

    assert response.status_code == 422
    assert tied.refresh().jury_order == []


def test_votes_come_before_the_jurys_order(open_jury: Jury, organizer: Client) -> None:
    open_jury.close(idea=[[9, 5, 5]] * 3)
    sent = {f"place-{e.pk}": str(n) for n, e in enumerate(open_jury.entries[1:], start=1)}
    page = url(open_jury, "ties", "pitches")

    assert open_jury.judges[0].full_name in words(organizer.get(page))
    assert organizer.post(page, sent | {"reason": "x"}).status_code == 422


def test_without_a_tie_there_is_nothing_to_decide(ranked: Jury, organizer: Client) -> None:
    assert "Nothing is tied" in words(organizer.get(url(ranked, "ties", "pitches")))
