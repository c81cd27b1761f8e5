"""Reminders before applications close: at their marks, once each, to whom they concern.

What follows when a deadline moves stands in `test_moved_deadlines`.
"""

from datetime import datetime, timedelta

import pytest

from hackathon.kit import clock
from hackathon.models import Hackathon, Letter
from registration.models import Application, Invitation
from registration.services import remind_teams, renew_invitation
from registration.tasks import expire_invitations as expire_task
from registration.tasks import remind_teams as remind_task
from tests.factories.registration import (
    BEGIN,
    CLOSES,
    InvitationFactory,
    captain_of,
    open_hackathon,
    ready_application,
    sent_application,
    stage_at,
)

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


def remind(hours: float, closes: datetime = CLOSES) -> list[tuple[str, int]]:
    """Sweep so many hours before the deadline, and say which letters that brought."""
    known = set(Letter.objects.values_list("pk", flat=True))
    now = closes - hours * HOUR
    told = remind_teams(now=now)
    new = Letter.objects.exclude(pk__in=known).order_by("pk")
    assert told == len(new)
    assert {letter.created_at for letter in new} <= {now}
    return [(letter.letter.removeprefix("registration/"), letter.version) for letter in new]


UNSENT = "unsent_application"
UNANSWERED = "unconfirmed_member"


def test_captains_are_reminded_at_every_mark_once(draft: Application) -> None:
    brought = {hours: remind(hours) for hours in (73, 72, 71, 24.5, 24, 23.9, 3, 1, 0.01)}

    assert {hours: letters for hours, letters in brought.items() if letters} == {
        72: [(UNSENT, 72)],
        24: [(UNSENT, 24)],
        3: [(UNSENT, 3)],
    }
    letter = Letter.objects.get(version=3)
    assert letter.recipient == captain_of(draft)
    assert letter.about == f"application:{draft.pk}:closes:2026-09-18T00:00:00Z"
    assert letter.facts == {
        "team": draft.team.name,
        "closes_at": CLOSES.isoformat(),
        "path": f"/{draft.hackathon.slug}/my/application/",
    }


def test_mark_begins_to_the_microsecond(draft: Application) -> None:
    mark = CLOSES - 72 * HOUR

    assert remind_teams(now=mark - timedelta(microseconds=1)) == 0
    assert remind_teams(now=mark) == 1


def test_sweep_that_slept_for_a_day_brings_one_letter(draft: Application) -> None:
    assert remind(73) == []
    assert remind(23) == [(UNSENT, 24)]
    assert remind(2) == [(UNSENT, 3)]


def test_nothing_is_sent_after_the_end(draft: Application) -> None:
    InvitationFactory(team=draft.team)

    assert remind(0) == []
    assert remind(-1) == []


def test_nothing_is_sent_when_applications_are_closed_by_hand(draft: Application) -> None:
    stage_at(draft.hackathon, "applications", "closed")

    assert remind(24) == []


def test_reminder_lapses_when_the_next_one_is_due(draft: Application) -> None:
    for hours in (72, 24, 3):
        remind(hours)

    lapses = dict(Letter.objects.values_list("version", "lapses_at"))

    assert lapses == {72: CLOSES - 24 * HOUR, 24: CLOSES - 3 * HOUR, 3: CLOSES}


@pytest.mark.parametrize("status", ["submitted", "refused", "accepted", "passed_over"])
def test_who_has_sent_is_left_in_peace(hackathon: Hackathon, status: str) -> None:
    sent_application(hackathon, status)

    assert remind(24) == []


def test_who_was_sent_back_is_reminded(hackathon: Hackathon) -> None:
    sent_application(hackathon, "returned")

    assert remind(24) == [(UNSENT, 24)]


def test_who_began_after_a_mark_hears_at_the_next(draft: Application) -> None:
    draft.team.created_at = CLOSES - 71 * HOUR
    draft.team.save()

    assert remind(70) == []
    assert remind(24) == [(UNSENT, 24)]


def test_hackathon_that_wants_no_reminders_has_none(draft: Application) -> None:
    Hackathon.objects.update(reminder_hours=[])

    assert [remind(hours) for hours in (72, 24, 3)] == [[], [], []]


def test_hours_are_the_hackathons_own_in_any_order(draft: Application) -> None:
    Hackathon.objects.update(reminder_hours=[12, 48])

    brought = [remind(hours) for hours in (72, 48, 24, 12, 3)]

    assert brought == [[], [(UNSENT, 48)], [], [(UNSENT, 12)], []]


def test_hackathons_are_reminded_each_at_its_own_hour(draft: Application) -> None:
    other = ready_application(open_hackathon())
    other.hackathon.stages.filter(kind="applications").update(closes_at=CLOSES + 48 * HOUR)

    assert remind(24) == [(UNSENT, 24), (UNSENT, 72)]
    assert set(Letter.objects.values_list("hackathon", flat=True)) == {
        draft.hackathon_id,
        other.hackathon_id,
    }


@pytest.fixture
def waiting(draft: Application) -> Invitation:
    """An invitation that ends with the applications; the captain has heard already."""
    return InvitationFactory(team=draft.team, language="ru", email="dana@example.org")


def unanswered(hours: float, closes: datetime = CLOSES) -> list[int]:
    return [mark for letter, mark in remind(hours, closes) if letter == UNANSWERED]


def test_invited_are_reminded_at_every_mark_once(waiting: Invitation) -> None:
    brought = {hours: unanswered(hours) for hours in (73, 72, 71, 24.5, 24, 3, 1, 0.01)}

    assert {hours: marks for hours, marks in brought.items() if marks} == {
        72: [72],
        24: [24],
        3: [3],
    }
    letter = Letter.objects.get(letter=f"registration/{UNANSWERED}", version=24)
    assert (letter.address, letter.language, letter.recipient) == ("dana@example.org", "ru", None)
    assert letter.about == f"invitation:{waiting.pk}:closes:2026-09-18T00:00:00Z"
    assert letter.facts["ends_at"] == CLOSES.isoformat()
    assert letter.facts["path"].startswith(f"/invitations/{waiting.pk}-")


def test_invited_are_reminded_before_the_invitation_itself_ends(waiting: Invitation) -> None:
    ends = CLOSES - timedelta(days=10)
    Invitation.objects.update(expires_at=ends)

    brought = [unanswered(hours, ends) for hours in (73, 72, 24, 3, 0, -1)]

    assert brought == [[], [72], [24], [3], [], []]
    letter = Letter.objects.get(version=24)
    assert (letter.about, letter.facts["ends_at"]) == (
        f"invitation:{waiting.pk}:1:expires",
        ends.isoformat(),
    )


def test_invited_hear_again_of_a_renewed_invitation(waiting: Invitation) -> None:
    ends = BEGIN + timedelta(days=10)
    Invitation.objects.update(expires_at=ends)
    assert unanswered(24, ends) == [24]

    renewed = renew_invitation(
        invitation=waiting, actor=captain_of(waiting.team.application), now=ends - HOUR
    )

    assert unanswered(24, renewed.expires_at) == [24]


def test_invited_after_a_sweep_that_slept_hear_once(waiting: Invitation) -> None:
    assert unanswered(80) == []
    assert unanswered(2) == [3]


def test_invited_of_late_are_not_reminded_at_once(waiting: Invitation) -> None:
    Invitation.objects.update(sent_at=CLOSES - 23 * HOUR)

    assert unanswered(22) == []
    assert unanswered(3) == [3]


@pytest.mark.parametrize("status", ["declined", "expired", "cancelled"])
def test_invited_who_need_not_answer_are_left_in_peace(waiting: Invitation, status: str) -> None:
    Invitation.objects.update(status=status)

    assert unanswered(24) == []


def test_invited_into_a_team_that_has_sent_are_left_in_peace(waiting: Invitation) -> None:
    Application.objects.update(status="submitted", submitted_at=BEGIN)

    assert unanswered(24) == []


@pytest.mark.parametrize("teams", [1, 3])
def test_sweep_asks_as_often_for_one_team_as_for_three(
    hackathon: Hackathon, teams: int, django_assert_num_queries
) -> None:
    for _number in range(teams):
        InvitationFactory(team=ready_application(hackathon).team)
    now = CLOSES - 24 * HOUR

    with django_assert_num_queries(13):  # stages, lock, 3 on moves, captains, 3 bands, 2 INSERTs
        assert remind_teams(now=now) == 2 * teams

    with django_assert_num_queries(11):  # the same without the INSERTs
        assert remind_teams(now=now) == 0


def test_tasks_do_it_at_this_moment(waiting: Invitation) -> None:
    with clock.frozen(CLOSES - 24 * HOUR):
        remind_task.delay()
    with clock.frozen(waiting.expires_at):
        expire_task.delay()

    waiting.refresh_from_db()
    assert Letter.objects.count() == 2
    assert waiting.status == "expired"
