"""The end of an invitation moves with the deadline, and the invited are told so."""

import pytest

from hackathon.models import Letter
from registration.models import Application, Invitation
from registration.services import renew_invitation
from tests.factories.registration import BEGIN, CLOSES, InvitationFactory
from tests.registration.deadlines import ANSWER_MOVED, DAY, HOUR, UNANSWERED, move, sweep, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def waiting(draft: Application) -> Invitation:
    """An invitation that ends with the applications; the captain's letters are left out."""
    draft.team.memberships.update(is_captain=False)
    return InvitationFactory(team=draft.team, language="ru", email="dana@example.org")


def test_invited_are_told_the_new_end_once(waiting: Invitation) -> None:
    now, later = CLOSES - 20 * HOUR, CLOSES + 5 * DAY
    assert sweep(now) == [(UNANSWERED, 24)]
    move(waiting.team.hackathon, later, now=now)

    assert [sweep(now), sweep(now + HOUR)] == [[(ANSWER_MOVED, 1)], []]
    letter = Letter.objects.get(letter=f"registration/{ANSWER_MOVED}")
    assert (letter.address, letter.language, letter.lapses_at) == ("dana@example.org", "ru", later)
    assert told(ANSWER_MOVED) == [(CLOSES.isoformat(), later.isoformat())]
    assert sweep(later - 24 * HOUR) == [(UNANSWERED, 24)]


def test_invited_are_told_the_end_that_comes_first(waiting: Invitation) -> None:
    now, ends = CLOSES - 20 * HOUR, CLOSES + DAY
    Invitation.objects.update(expires_at=ends)
    sweep(now)
    move(waiting.team.hackathon, CLOSES + 5 * DAY, now=now)

    assert [sweep(now), sweep(now)] == [[(ANSWER_MOVED, 1)], []]
    assert told(ANSWER_MOVED) == [(CLOSES.isoformat(), ends.isoformat())]


def test_deadline_brought_forward_is_the_invited_ones_reminder(waiting: Invitation) -> None:
    now, sooner = CLOSES - 72 * HOUR, CLOSES - 52 * HOUR
    assert sweep(now) == [(UNANSWERED, 72)]
    move(waiting.team.hackathon, sooner, now=now)

    assert [sweep(now), sweep(now), sweep(sooner - 3 * HOUR)] == [
        [(ANSWER_MOVED, 1)],
        [],
        [(UNANSWERED, 3)],
    ]


def test_invited_whose_end_is_their_own_hear_of_no_move(waiting: Invitation) -> None:
    ends = CLOSES - 2 * DAY
    Invitation.objects.update(expires_at=ends)
    assert sweep(ends - HOUR) == [(UNANSWERED, 3)]
    move(waiting.team.hackathon, CLOSES + 5 * DAY, now=ends - HOUR)

    assert sweep(ends - HOUR) == []


def test_renewed_invitation_has_told_its_end_itself(waiting: Invitation) -> None:
    ends = BEGIN + 10 * DAY
    Invitation.objects.update(expires_at=ends)
    assert sweep(ends - 24 * HOUR) == [(UNANSWERED, 24)]
    captain = waiting.team.memberships.first().participant.user
    renew_invitation(invitation=waiting, actor=captain, now=ends - HOUR)

    assert sweep(ends - HOUR) == []
