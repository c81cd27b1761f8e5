"""Applications: what keeps them from being sent."""

from datetime import date, datetime, timedelta

import pytest

from hackathon.kit.errors import Refused
from hackathon.models import Badge, Hackathon, Letter
from registration.models import Acceptance, Application, Consent, Submission
from registration.services import submit_application
from tests.factories.registration import (
    InvitationFactory,
    add_member,
    captain_of,
    ready_application,
    stage_at,
)

pytestmark = pytest.mark.django_db

SECOND, MICROSECOND = timedelta(seconds=1), timedelta(microseconds=1)


def submit(application: Application, now: datetime) -> Submission:
    return submit_application(application=application, actor=captain_of(application), now=now)


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


@pytest.mark.parametrize("size", [1, 2])
def test_submit_application_refuses_a_team_that_is_too_small(
    hackathon: Hackathon, now: datetime, size: int
) -> None:
    refusal = not_sent(ready_application(hackathon, members=size), now, "team_size")

    assert refusal.messages == [f"A team has 3 to 5 members who confirmed; this one has {size}."]
    assert [blocker.url for blocker in refusal.blockers] == [f"/en/{hackathon.slug}/my/team/"]


def test_submit_application_refuses_a_team_that_is_too_large(
    hackathon: Hackathon, now: datetime
) -> None:
    application = ready_application(hackathon, members=5)
    Hackathon.objects.update(team_max=4)

    not_sent(application, now, "team_size")


@pytest.mark.parametrize("size", [3, 4, 5])
def test_submit_application_takes_a_team_of_three_to_five(
    hackathon: Hackathon, now: datetime, size: int
) -> None:
    submission = submit(ready_application(hackathon, members=size), now)

    assert len(submission.snapshot["members"]) == size


def test_submit_application_refuses_while_an_invitation_waits(
    draft: Application, now: datetime
) -> None:
    InvitationFactory(team=draft.team, full_name="Dana")
    InvitationFactory(team=draft.team, full_name="Timur", status="opened")
    InvitationFactory(team=draft.team, full_name="Nobody", status="declined")

    refusal = not_sent(draft, now, "members_unconfirmed")

    words = "Dana, Timur have not confirmed yet. Wait, or cancel the invitations."
    assert refusal.messages == [words]
    assert [blocker.count for blocker in refusal.blockers] == [2]


def test_submit_application_refuses_while_a_member_has_not_confirmed(
    draft: Application, now: datetime
) -> None:
    member = add_member(draft.team, confirmed=False, full_name="Dana")

    refusal = not_sent(draft, now, "members_unconfirmed")

    assert refusal.messages == ["Dana has not confirmed yet. Wait, or cancel the invitation."]
    assert member.confirmed_at is None


def test_submit_application_refuses_while_the_captain_has_not_confirmed(
    draft: Application, now: datetime
) -> None:
    draft.team.memberships.filter(is_captain=True).update(confirmed_at=None)

    refusal = not_sent(draft, now, "members_unconfirmed")

    assert refusal.messages == ["Give your own data and accept the rules."]
    assert refusal.blockers[0].url == f"/en/{draft.hackathon.slug}/my/about-me/"


def test_submit_application_refuses_a_member_who_judges_now(
    draft: Application, now: datetime
) -> None:
    member = draft.team.memberships.get(seat=2)
    badges = Badge.objects.filter(person=member.participant.user)
    badges.update(is_participant=False, is_judge=True)

    refusal = not_sent(draft, now, "takes_part_and_decides")

    assert refusal.messages == [
        f"{member.participant} runs or judges the hackathon and cannot take part."
    ]


def born(draft: Application, day: date) -> None:
    participant = draft.team.memberships.get(seat=3).participant
    participant.birth_date = day
    participant.save()


@pytest.mark.parametrize(
    ("day", "is_old_enough"),
    [(date(2008, 9, 1), True), (date(2008, 9, 2), False), (date(2008, 8, 31), True)],
)
def test_submit_application_counts_age_on_the_day_of_sending(
    draft: Application, now: datetime, day: date, is_old_enough: bool
) -> None:
    born(draft, day)

    if is_old_enough:
        assert submit(draft, now).number == 1
    else:
        not_sent(draft, now, "under_age")


def test_submit_application_takes_the_day_from_the_hackathons_zone(draft: Application) -> None:
    born(draft, date(2008, 9, 2))
    night_in_almaty = datetime.fromisoformat("2026-09-01T19:00:00+00:00")

    not_sent(draft, night_in_almaty - MICROSECOND, "under_age")

    assert submit(draft, night_in_almaty).number == 1


def test_submit_application_refuses_a_member_without_a_birth_date(
    draft: Application, now: datetime
) -> None:
    born(draft, None)

    not_sent(draft, now, "under_age")


def test_submit_application_refuses_without_the_captains_declarations(
    hackathon: Hackathon, draft: Application, now: datetime
) -> None:
    heir = draft.team.memberships.get(seat=2)
    draft.team.memberships.filter(seat=1).update(is_captain=False)
    draft.team.memberships.filter(seat=2).update(is_captain=True)

    refusal = not_sent(draft, now, "declarations_missing")

    assert Acceptance.objects.filter(participant=heir.participant).count() == 2
    assert refusal.messages == [f"{heir.participant} has not given every declaration and consent."]


@pytest.mark.parametrize("what", ["withdrawn", "expired"])
def test_submit_application_refuses_without_a_consent_that_stands(
    draft: Application, now: datetime, what: str
) -> None:
    member = draft.team.memberships.get(seat=2)
    consents = Consent.objects.filter(participant=member.participant, purpose="prize")
    if what == "withdrawn":
        consents.update(withdrawn_at=now)
        moment = now
    else:
        moment = consents.get().valid_until
        stage = stage_at(draft.hackathon, "applications", "open")
        stage.closes_at = moment + timedelta(days=1)
        stage.save()

    not_sent(draft, moment, "declarations_missing")


def test_submit_application_lists_everything_that_is_missing(
    hackathon: Hackathon, now: datetime
) -> None:
    application = ready_application(
        hackathon, title="", track=None, city=None, forms=[], answers={"goal": " \n"}
    )

    refusal = not_sent(application, now, "incomplete")

    slug = hackathon.slug
    assert [(blocker.message, blocker.url) for blocker in refusal.blockers] == [
        ("Choose a track.", f"/en/{slug}/my/team/"),
        ("Choose a city.", f"/en/{slug}/my/team/"),
        ("Give your project a name.", f"/en/{slug}/my/project/"),
        ("Choose what your prototype will be.", f"/en/{slug}/my/project/"),
        ("Not answered: Which problem do you solve?", f"/en/{slug}/my/project/"),
        ("Not answered: For whom exactly?", f"/en/{slug}/my/project/"),
        ("Not answered: What is the goal, and what the result?", f"/en/{slug}/my/project/"),
        ("Not answered: What is new about it?", f"/en/{slug}/my/project/"),
        ("Not answered: Which effect do you expect?", f"/en/{slug}/my/project/"),
        ("Not answered: What could go wrong?", f"/en/{slug}/my/project/"),
        (
            "Not answered: What do you need to turn it into a prototype?",
            f"/en/{slug}/my/project/",
        ),
        ("Not answered: How does your solution work?", f"/en/{slug}/my/project/"),
        ("Not answered: Which data does your solution rest on?", f"/en/{slug}/my/data-used/"),
        ("Not answered: By what right do you use the data?", f"/en/{slug}/my/data-used/"),
        ("Not answered: How do you protect people's data?", f"/en/{slug}/my/data-used/"),
    ]


def test_submit_application_names_the_most_urgent_thing_first(
    hackathon: Hackathon, now: datetime
) -> None:
    application = ready_application(hackathon, members=2, title="")
    InvitationFactory(team=application.team)

    refusal = not_sent(application, now, "members_unconfirmed")

    assert len(refusal.blockers) == 3
