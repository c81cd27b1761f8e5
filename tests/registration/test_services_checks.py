"""What the organizer decides about an application."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from hackathon.kit.errors import Refused
from hackathon.models import AuditEntry, Hackathon, Letter, User
from registration.models import Application
from registration.services import (
    accept_application,
    pass_over_application,
    reconsider_application,
    refuse_application,
    return_application,
)
from tests.factories.registration import CLOSES, sent_application, stage_at

pytestmark = pytest.mark.django_db


def decide(act: Callable[..., None], application: Application, now: datetime, **said) -> None:
    act(application=application, actor=decider(application), now=now, **said)


def decider(application: Application) -> User:
    return application.hackathon.badges.get(is_organizer=True).person


def refused(act: Callable[..., None], application: Application, now: datetime, **said) -> str:
    """Decide, and see it refused with nothing changed."""
    rows = Application.objects.filter(pk=application.pk)
    before, letters = rows.values().get(), Letter.objects.count()
    with pytest.raises(Refused) as refusal:
        decide(act, application, now, **said)
    assert (rows.values().get(), Letter.objects.count()) == (before, letters)
    return refusal.value.code


@pytest.fixture
def selecting(hackathon: Hackathon) -> None:
    """Applications are closed, the selection runs."""
    stage_at(hackathon, "applications", "closed")
    stage_at(hackathon, "selection", "open")


def test_return_application_says_why_and_until_when(
    sent: Application, organizer: User, now: datetime
) -> None:
    decide(return_application, sent, now, reason=" Name the data you use. ")

    sent.refresh_from_db()
    letters = Letter.objects.filter(letter="registration/application_returned")
    assert (sent.status, sent.reason) == ("returned", "Name the data you use.")
    assert (sent.decided_at, sent.decided_by) == (now, organizer)
    assert letters.count() == 3
    assert letters[0].facts == {
        "team": sent.team.name,
        "reason": "Name the data you use.",
        "closes_at": CLOSES.isoformat(),
        "path": f"/{sent.hackathon.slug}/my/application/",
    }
    assert AuditEntry.objects.get().action == "registration.application.return"


def test_return_application_writes_again_when_it_comes_back_twice(
    sent: Application, now: datetime
) -> None:
    decide(return_application, sent, now, reason="One thing.")
    Application.objects.update(status="submitted")
    decide(return_application, sent, now + timedelta(hours=1), reason="Another thing.")

    reasons = {letter.facts["reason"] for letter in Letter.objects.all()}
    assert (Letter.objects.count(), reasons) == (6, {"One thing.", "Another thing."})


def test_return_application_refuses_once_applications_are_closed(sent: Application) -> None:
    code = refused(return_application, sent, CLOSES + timedelta(seconds=1), reason="Too late.")

    assert code == "applications_closed"


@pytest.mark.parametrize("act", [return_application, refuse_application])
@pytest.mark.parametrize("reason", ["", " \n "])
def test_nobody_is_sent_away_without_a_reason(
    sent: Application, now: datetime, act: Callable[..., None], reason: str
) -> None:
    assert refused(act, sent, now, reason=reason) == "reason_missing"


@pytest.mark.parametrize("status", ["submitted", "returned"])
def test_refuse_application_says_why(sent: Application, now: datetime, status: str) -> None:
    Application.objects.update(status=status)

    decide(refuse_application, sent, now, reason="The team is from abroad.")

    sent.refresh_from_db()
    letters = Letter.objects.filter(letter="registration/application_refused")
    assert (sent.status, sent.reason) == ("refused", "The team is from abroad.")
    assert {letter.facts["reason"] for letter in letters} == {"The team is from abroad."}
    assert letters.count() == 3


@pytest.mark.usefixtures("selecting")
@pytest.mark.parametrize(
    ("act", "status"), [(accept_application, "accepted"), (pass_over_application, "passed_over")]
)
def test_choice_is_kept_and_told_to_nobody(
    sent: Application, organizer: User, now: datetime, act: Callable[..., None], status: str
) -> None:
    decide(act, sent, now, reason="Strong data.")

    sent.refresh_from_db()
    assert (sent.status, sent.reason, sent.decided_by) == (status, "Strong data.", organizer)
    assert not Letter.objects.exists()


@pytest.mark.parametrize("act", [accept_application, pass_over_application])
def test_choice_waits_for_the_selection(
    sent: Application, now: datetime, act: Callable[..., None]
) -> None:
    assert refused(act, sent, now) == "selection_not_open"


@pytest.mark.parametrize("act", [accept_application, pass_over_application])
def test_choice_can_be_made_until_the_list_is_published(
    sent: Application, now: datetime, act: Callable[..., None]
) -> None:
    stage_at(sent.hackathon, "selection", "closed")

    decide(act, sent, now)

    sent.refresh_from_db()
    assert sent.decided_at == now


EVERY = [
    refuse_application,
    accept_application,
    pass_over_application,
    reconsider_application,
]


@pytest.mark.parametrize("act", EVERY)
def test_published_list_binds(sent: Application, now: datetime, act: Callable[..., None]) -> None:
    stage_at(sent.hackathon, "selection", "published")
    status = "accepted" if act is reconsider_application else "submitted"
    Application.objects.update(status=status)

    assert refused(act, sent, now, reason="Too late.") == "list_published"


@pytest.mark.usefixtures("selecting")
@pytest.mark.parametrize("size", [2, 6])
def test_accept_application_refuses_a_team_that_fell_apart(
    sent: Application, now: datetime, size: int
) -> None:
    sent.team.size, sent.team.size_max = size, 6
    sent.team.save()

    assert refused(accept_application, sent, now) == "team_size"


@pytest.mark.usefixtures("selecting")
@pytest.mark.parametrize("status", ["accepted", "passed_over", "refused"])
def test_reconsider_application_opens_the_question_again(
    hackathon: Hackathon, now: datetime, status: str
) -> None:
    application = sent_application(hackathon, status)

    decide(reconsider_application, application, now)

    application.refresh_from_db()
    assert (application.status, application.reason) == ("submitted", "")
    assert AuditEntry.objects.get().action == "registration.application.reconsider"


@pytest.mark.usefixtures("selecting")
@pytest.mark.parametrize(
    ("act", "status"),
    [
        (refuse_application, "draft"),
        (refuse_application, "accepted"),
        (accept_application, "draft"),
        (accept_application, "returned"),
        (accept_application, "accepted"),
        (pass_over_application, "refused"),
        (reconsider_application, "submitted"),
    ],
)
def test_decision_refuses_what_does_not_wait_for_it(
    sent: Application, now: datetime, act: Callable[..., None], status: str
) -> None:
    Application.objects.update(status=status)

    assert refused(act, sent, now, reason="Said.") == "stale"


def test_return_application_refuses_what_does_not_wait(sent: Application, now: datetime) -> None:
    Application.objects.update(status="draft")

    assert refused(return_application, sent, now, reason="Said.") == "stale"
