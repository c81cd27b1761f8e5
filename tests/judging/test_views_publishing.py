"""Publishing the finalists: look first, then all at once."""

import pytest
from django.test import Client

from hackathon.models import Letter
from hackathon.states import StageKind
from judging.states import RoundStatus
from registration.models import Entry
from tests.factories.judging import Jury
from tests.judging.pages import names, url, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]


def lines(*wild: tuple, **more: str) -> dict:
    """The form of the publishing page with these teams put forward."""
    sent = {"form-TOTAL_FORMS": "3", "form-INITIAL_FORMS": "0"} | more
    for number, (entry, reason) in enumerate(wild):
        sent[f"form-{number}-team"] = str(getattr(entry, "pk", entry))
        sent[f"form-{number}-reason"] = reason
    return sent


def test_finalists_are_looked_at_first_then_published(publishable: Jury, organizer: Client) -> None:
    page, third = url(publishable, "publish_finalists"), publishable.entries[2]
    sent = lines((third, "Worth an incubation."))

    look = organizer.post(page, sent)
    assert look.context["is_checked"]
    assert [team.pk for team, _reason in look.context["wildcards"]] == [third.team.pk]
    assert (look.context["people"], look.context["letters"], look.context["others"]) == (3, 3, 0)
    assert not Entry.objects.filter(stage__kind=StageKind.BOOTCAMP).exists()

    assert not organizer.post(page, sent | {"change": "1"}).context["is_checked"]
    done = organizer.post(page, sent | {"confirm": "1"})

    assert done["Location"] == url(publishable, "finalists")
    camp = Entry.objects.filter(stage__kind=StageKind.BOOTCAMP)
    ways = dict(camp.values_list("team__name", "way"))
    first, second, last = names(publishable)
    assert ways == {first: "jury", second: "jury", last: "wildcard"}
    assert Letter.objects.filter(letter="judging/finalist").count() == 3
    assert "The list is published." in words(organizer.get(page))


@pytest.mark.parametrize(
    "wild",
    [
        [(2, "")],
        [("", "A reason without a team")],
        [(2, "x"), (2, "y")],
        [(0, "A finalist already")],
        [("999999", "Nobody")],
    ],
)
def test_wildcards_that_make_no_sense_are_refused(
    publishable: Jury, organizer: Client, wild: list
) -> None:
    named = [(publishable.entries[t] if isinstance(t, int) else t, why) for t, why in wild]

    response = organizer.post(url(publishable, "publish_finalists"), lines(*named, confirm="1"))

    assert response.status_code == 422
    assert publishable.refresh().status == RoundStatus.CLOSED


def test_publishing_is_refused_with_what_is_missing(closed_jury: Jury, organizer: Client) -> None:
    page = url(closed_jury, "publish_finalists")
    assert "3 judges have not voted." in words(organizer.get(page))

    response = organizer.post(page, lines(confirm="1"))

    assert response.status_code == 422
    assert "The list was not published" in words(response)
    assert closed_jury.refresh().status == RoundStatus.CLOSED


def test_publishing_waits_for_the_round_and_for_the_stage(
    open_jury: Jury, organizer: Client
) -> None:
    page = url(open_jury, "publish_finalists")
    assert "round is not closed." in words(organizer.get(page))

    open_jury.close(idea=[[9, 7, 3]] * 3)
    open_jury.vote()
    assert "Close the stage first" in words(organizer.get(page))
    assert organizer.post(page, lines(confirm="1")).status_code == 422
    assert open_jury.refresh().status == RoundStatus.CLOSED
