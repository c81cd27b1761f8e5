"""Applications: how they are sent and taken back."""

import hashlib
from datetime import datetime, timedelta

import pytest
import rfc8785

from hackathon.kit.errors import Refused
from hackathon.models import AuditEntry, Hackathon, Letter, User
from registration.models import Application, Submission
from registration.services import recall_application, save_application, submit_application
from tests.factories.registration import (
    CLOSES,
    captain_of,
    ready_application,
    stage_at,
)

pytestmark = pytest.mark.django_db

SECOND, MICROSECOND = timedelta(seconds=1), timedelta(microseconds=1)
ON_TIME = [CLOSES - SECOND, CLOSES - MICROSECOND, CLOSES, CLOSES + SECOND - MICROSECOND]


def submit(application: Application, now: datetime) -> Submission:
    return submit_application(application=application, actor=captain_of(application), now=now)


def test_submit_application_freezes_what_was_sent(
    draft: Application, captain: User, now: datetime
) -> None:
    submission = submit(draft, now)

    draft.refresh_from_db()
    submission.refresh_from_db()
    names = [member.participant.full_name for member in draft.team.memberships.order_by("seat")]
    assert (draft.status, draft.submitted_at) == ("submitted", now)
    assert (submission.number, submission.submitted_at, submission.submitted_by) == (
        1,
        now,
        captain,
    )
    assert submission.snapshot == {
        "hackathon": draft.hackathon.slug,
        "application": draft.pk,
        "number": 1,
        "submitted_at": "2026-09-01T09:00:00+00:00",
        "team": draft.team.name,
        "members": [
            {"name": name, "role": "developer", "is_captain": number == 0}
            for number, name in enumerate(names)
        ],
        "title": "Clean air",
        "track": "access",
        "city": "almaty",
        "forms": ["technical"],
        "answers": draft.answers,
        "legal_texts": {
            kind: {"version": 1, "sha256": "0" * 64} for kind in ("rules", "privacy", "consent")
        },
    }
    assert submission.sha256 == hashlib.sha256(rfc8785.dumps(submission.snapshot)).hexdigest()
    assert AuditEntry.objects.get().action == "registration.application.submit"


def test_submit_application_gives_every_member_a_receipt(draft: Application, now: datetime) -> None:
    submission = submit(draft, now)

    letters = Letter.objects.all()
    people = {member.participant.user for member in draft.team.memberships.all()}
    assert {letter.recipient for letter in letters} == people
    assert {letter.letter for letter in letters} == {"registration/application_received"}
    assert letters[0].facts == {
        "team": draft.team.name,
        "title": "Clean air",
        "number": 1,
        "sent_at": "2026-09-01T09:00:00+00:00",
        "sha256": submission.sha256,
        "path": f"/{draft.hackathon.slug}/my/receipts/1/",
    }


def test_submit_application_takes_one_that_has_no_city_where_there_is_none(
    hackathon: Hackathon, now: datetime
) -> None:
    application = ready_application(hackathon, city=None, track=None)
    hackathon.cities.all().delete()
    hackathon.tracks.all().delete()

    snapshot = submit(application, now).snapshot

    assert (snapshot["city"], snapshot["track"]) == (None, None)


def not_sent(draft: Application, now: datetime, code: str) -> Refused:
    """Send, and see it refused with nothing changed."""
    before = Application.objects.values().get(pk=draft.pk)
    sent, letters = Submission.objects.count(), Letter.objects.count()
    with pytest.raises(Refused) as refusal:
        submit(draft, now)
    assert Application.objects.values().get(pk=draft.pk) == before
    assert (Submission.objects.count(), Letter.objects.count()) == (sent, letters)
    assert refusal.value.code == code
    return refusal.value


def test_submit_application_refuses_the_second_of_two(draft: Application, now: datetime) -> None:
    submit(draft, now)

    not_sent(draft, now + SECOND, "already_sent")


@pytest.mark.parametrize("status", ["refused", "accepted", "passed_over"])
def test_submit_application_refuses_what_is_decided(
    draft: Application, now: datetime, status: str
) -> None:
    Application.objects.update(status=status, submitted_at=now, reason="Said.")

    not_sent(draft, now, "not_editable")


@pytest.mark.parametrize("moment", ON_TIME)
def test_submit_application_counts_to_the_last_second(draft: Application, moment: datetime) -> None:
    assert submit(draft, moment).submitted_at == moment


@pytest.mark.parametrize("late", [SECOND, SECOND + MICROSECOND, timedelta(days=1)])
def test_submit_application_refuses_after_it_and_keeps_the_draft(
    draft: Application, late: timedelta
) -> None:
    not_sent(draft, CLOSES + late, "applications_closed")

    draft.refresh_from_db()
    assert draft.answers["goal"] == "On goal."


def test_submit_application_refuses_when_the_organizer_has_closed(
    draft: Application, now: datetime
) -> None:
    stage_at(draft.hackathon, "applications", "closed")

    not_sent(draft, now, "applications_closed")


def test_recall_application_makes_it_a_draft_again(sent: Application, now: datetime) -> None:
    captain = captain_of(sent)

    recall_application(application=sent, actor=captain, now=now)

    sent.refresh_from_db()
    assert sent.status == "draft"
    assert AuditEntry.objects.get().action == "registration.application.recall"


def test_recall_application_lets_it_be_sent_again_under_the_next_number(
    draft: Application, captain: User, now: datetime
) -> None:
    submit(draft, now)
    recall_application(application=draft, actor=captain, now=now)
    changes = {"title": "Cleaner air"}
    save_application(application=draft, revision=0, changes=changes, actor=captain, now=now)

    second = submit(draft, now + SECOND)

    assert (second.number, second.snapshot["title"]) == (2, "Cleaner air")
    assert [one.number for one in draft.submissions.all()] == [2, 1]
    assert Letter.objects.filter(letter="registration/application_received").count() == 6


@pytest.mark.parametrize("status", ["draft", "returned", "refused", "accepted", "passed_over"])
def test_recall_application_refuses_what_does_not_wait(
    sent: Application, now: datetime, status: str
) -> None:
    Application.objects.filter(pk=sent.pk).update(status=status)

    with pytest.raises(Refused) as refusal:
        recall_application(application=sent, actor=captain_of(sent), now=now)

    sent.refresh_from_db()
    assert (refusal.value.code, sent.status) == ("stale", status)


def test_recall_application_refuses_after_the_deadline(sent: Application) -> None:
    with pytest.raises(Refused) as refusal:
        recall_application(application=sent, actor=captain_of(sent), now=CLOSES + SECOND)

    sent.refresh_from_db()
    assert (refusal.value.code, sent.status) == ("applications_closed", "submitted")
