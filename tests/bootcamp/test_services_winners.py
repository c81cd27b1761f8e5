"""Publishing the winners, and the letters that follow."""

from datetime import timedelta

import pytest

from bootcamp import notices, services
from hackathon.kit.errors import Refused
from hackathon.models import Letter
from tests.factories.bootcamp import Camp

pytestmark = pytest.mark.django_db


def test_publish_winners_publishes_stage_and_round(issued: Camp) -> None:
    stage = issued.publish()

    issued.round.refresh_from_db()
    assert (stage.status, issued.stage.status) == ("published", "published")
    assert issued.round.status == "published"


def test_publish_winners_leaves_a_round_that_is_published(issued: Camp) -> None:
    type(issued.round).objects.update(status="published")

    assert issued.publish().status == "published"


def test_publish_winners_writes_to_every_member_of_an_awarded_team(issued: Camp) -> None:
    issued.publish()

    letters = Letter.objects.filter(letter="bootcamp/winner")
    to = {member.participant.user for number in range(3) for member in issued.members(number)}
    assert {letter.recipient for letter in letters} == to
    assert letters.count() == 9
    held = issued.now + timedelta(minutes=issued.hackathon.hold_minutes)
    assert {letter.due_at for letter in letters} == {held}
    mine = letters.get(recipient=issued.captain(1))
    assert mine.facts == {
        "team": "Дала Дата",
        "place": 2,
        "amount": 6_000_000,
        "path": f"/{issued.hackathon.slug}/winners/",
    }


def test_who_has_left_the_team_gets_no_letter(issued: Camp) -> None:
    gone = issued.members()[1]
    gone.left_at = issued.now
    gone.save()

    issued.publish()

    assert not Letter.objects.filter(recipient=gone.participant.user).exists()


def test_publish_winners_twice_is_refused_and_writes_nothing_more(published: Camp) -> None:
    before = Letter.objects.count()

    with pytest.raises(Refused) as refusal:
        published.publish()

    assert refusal.value.code == "stale"
    assert Letter.objects.count() == before


def test_publish_winners_knows_only_the_final(issued: Camp) -> None:
    stage = issued.hackathon.stages.get(kind="pitches")

    with pytest.raises(Refused) as refusal:
        services.publish_winners(stage=stage, actor=issued.organizer, now=issued.now)

    assert refusal.value.code == "not_the_final"
    assert issued.stage.status == "closed"


def test_publish_winners_waits_for_the_stage_to_be_closed(issued: Camp) -> None:
    issued.hackathon.stages.filter(kind="final").update(status="open")

    with pytest.raises(Refused) as refusal:
        issued.publish()

    assert refusal.value.code == "stale"
    assert not Letter.objects.filter(letter="bootcamp/winner").exists()


def test_no_award_no_letter(now) -> None:
    notices.winners_published([], now=now)

    assert not Letter.objects.exists()
