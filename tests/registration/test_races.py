"""Two people at once, on a database that lets them: seats, names, decisions, lists."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.db import connection

from hackathon.models import AuditEntry, Hackathon, Letter, User
from registration import services
from registration.models import Application, Invitation, Membership, Submission, Team
from tests.factories import UserFactory
from tests.factories.registration import (
    OWN_WORD,
    InvitationFactory,
    captain_of,
    organizer_of,
    ready_application,
    sent_application,
    stage_at,
)
from tests.races import outcomes_of

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor == "sqlite", reason="SQLite lets one writer in at a time anyway"
    ),
]


def confirming(invitation: Invitation, person: User, now: datetime) -> Callable[[], object]:
    return lambda: services.confirm_invitation(
        invitation=invitation, person=person, now=now, **OWN_WORD
    )


def submitting(application: Application, now: datetime) -> Callable[[], object]:
    captain = captain_of(application)
    return lambda: services.submit_application(application=application, actor=captain, now=now)


def counts(team: Team) -> tuple[int, int]:
    """The counter of a team, and how many members there really are."""
    team.refresh_from_db()
    confirmed = team.memberships.filter(left_at__isnull=True, confirmed_at__isnull=False)
    return team.size, confirmed.count()


def test_eight_people_confirm_into_the_last_seat(hackathon: Hackathon, now: datetime) -> None:
    team = ready_application(hackathon, members=4).team
    people = UserFactory.create_batch(8)
    acts = [confirming(InvitationFactory(team=team), person, now) for person in people]

    outcomes = outcomes_of(acts)

    assert outcomes == ["done"] + ["team_full"] * 7
    assert counts(team) == (5, 5)
    assert sorted(team.memberships.values_list("seat", flat=True)) == [1, 2, 3, 4, 5]
    assert Invitation.objects.filter(status="confirmed").count() == 1
    assert Letter.objects.filter(letter="registration/member_confirmed").count() == 1


def test_one_person_confirms_into_many_teams(hackathon: Hackathon, now: datetime) -> None:
    teams = [ready_application(hackathon).team for _number in range(6)]
    person = UserFactory()
    acts = [confirming(InvitationFactory(team=team), person, now) for team in teams]

    outcomes = outcomes_of(acts)

    assert outcomes == ["done"] + ["in_another_team"] * 5
    assert Membership.objects.filter(participant__user=person).count() == 1
    assert sorted(counts(team) for team in teams) == [(3, 3)] * 5 + [(4, 4)]


def starting(hackathon: Hackathon, person: User, name: str, now: datetime) -> Callable[[], object]:
    return lambda: services.start_application(
        hackathon=hackathon, actor=person, team_name=name, full_name="D", role="lawyer", now=now
    )


def test_one_person_starts_many_teams(hackathon: Hackathon, now: datetime) -> None:
    person = UserFactory()

    outcomes = outcomes_of([starting(hackathon, person, f"Team {n}", now) for n in range(4)])

    assert outcomes == ["done"] + ["in_another_team"] * 3
    assert hackathon.teams.count() == 1


def test_two_people_take_one_name(hackathon: Hackathon, now: datetime) -> None:
    people = UserFactory.create_batch(2)

    outcomes = outcomes_of([starting(hackathon, person, "Qyran", now) for person in people])

    assert outcomes[0] == "done"
    assert outcomes[1] in {"stale", "team_name_taken"}
    assert hackathon.teams.count() == hackathon.applications.count() == 1


def test_application_is_sent_once(hackathon: Hackathon, now: datetime) -> None:
    application = ready_application(hackathon)

    outcomes = outcomes_of([submitting(application, now)] * 6)

    assert outcomes == ["already_sent"] * 5 + ["done"]
    assert Submission.objects.count() == 1
    assert Letter.objects.count() == 3
    assert AuditEntry.objects.filter(action="registration.application.submit").count() == 1


@pytest.mark.parametrize("answer", ["confirm", "decline"])
def test_application_is_sent_before_or_after_an_answer(
    hackathon: Hackathon, now: datetime, answer: str
) -> None:
    application = ready_application(hackathon)
    invitation = InvitationFactory(team=application.team)
    answering = {
        "confirm": confirming(invitation, UserFactory(), now),
        "decline": lambda: services.decline_invitation(invitation=invitation, person=None, now=now),
    }[answer]

    outcomes = outcomes_of([answering, submitting(application, now)])

    application.refresh_from_db()
    members = 4 if answer == "confirm" else 3
    if outcomes == ["done", "done"]:  # the answer came first
        assert len(Submission.objects.get().snapshot["members"]) == members
        assert application.status == "submitted"
    else:
        assert outcomes == ["done", "members_unconfirmed"]
        assert application.status == "draft"
        assert not Submission.objects.exists()
    assert counts(application.team) == (members, members)


def test_application_is_sent_before_or_after_a_member_leaves(
    hackathon: Hackathon, now: datetime
) -> None:
    application = ready_application(hackathon)
    member = application.team.memberships.get(seat=3)

    def leaving() -> None:
        services.leave_team(membership=member, actor=member.participant.user, now=now)

    outcomes = outcomes_of([leaving, submitting(application, now)])

    application.refresh_from_db()
    if application.status == "submitted":
        assert outcomes == ["done", "not_editable"]
        assert counts(application.team) == (3, 3)
    else:
        assert outcomes == ["done", "team_size"]
        assert counts(application.team) == (2, 2)


def test_drafts_of_two_tabs_never_overwrite_each_other(hackathon: Hackathon, now: datetime) -> None:
    application = ready_application(hackathon)
    captain = captain_of(application)

    def saving(title: str) -> Callable[[], object]:
        return lambda: services.save_application(
            application=application,
            revision=0,
            changes={"title": title},
            actor=captain,
            now=now,
        )

    outcomes = outcomes_of([saving(f"Title {number}") for number in range(5)])

    application.refresh_from_db()
    assert outcomes == ["done"] + ["stale_revision"] * 4
    assert (application.revision, application.title.startswith("Title")) == (1, True)


def test_captain_invites_into_the_last_seat_twice(hackathon: Hackathon, now: datetime) -> None:
    application = ready_application(hackathon, members=4)
    captain = captain_of(application)

    def inviting(number: int) -> Callable[[], object]:
        return lambda: services.invite_member(
            team=application.team,
            email=f"one{number}@example.org",
            full_name="Dana",
            role="lawyer",
            language="kk",
            actor=captain,
            now=now,
        )

    outcomes = outcomes_of([inviting(number) for number in range(4)])

    assert outcomes == ["done"] + ["team_full"] * 3
    assert Invitation.objects.count() == 1


def test_two_organizers_decide_differently(hackathon: Hackathon, now: datetime) -> None:
    application = sent_application(hackathon)
    stage_at(hackathon, "selection", "open")
    decision = {"application": application, "actor": organizer_of(hackathon), "now": now}

    outcomes = outcomes_of(
        [
            lambda: services.accept_application(**decision),
            lambda: services.pass_over_application(**decision),
            lambda: services.refuse_application(**decision, reason="Late."),
        ]
    )

    assert outcomes == ["done", "stale", "stale"]


def test_list_is_published_once(hackathon: Hackathon, now: datetime) -> None:
    sent_application(hackathon, "accepted")
    stage = stage_at(hackathon, "selection", "closed")
    organizer = organizer_of(hackathon)

    def publishing() -> None:
        services.publish_selection(stage=stage, actor=organizer, now=now)

    outcomes = outcomes_of([publishing] * 4)

    assert outcomes == ["done"] + ["list_published"] * 3
    assert stage.lists.count() == 1
    assert Letter.objects.count() == 3


def test_list_is_published_before_or_after_a_decision_is_taken_back(
    hackathon: Hackathon, now: datetime
) -> None:
    first, second = (sent_application(hackathon, "accepted") for _number in range(2))
    stage = stage_at(hackathon, "selection", "closed")
    who = {"actor": organizer_of(hackathon), "now": now}

    outcomes = outcomes_of(
        [
            lambda: services.publish_selection(stage=stage, **who),
            lambda: services.reconsider_application(application=second, **who),
        ]
    )

    accepted = set(hackathon.applications.filter(status="accepted").values_list("team", flat=True))
    listed = set(hackathon.teams.filter(entries__isnull=False).values_list("pk", flat=True))
    if outcomes == ["done", "list_published"]:
        assert listed == accepted == {first.team_id, second.team_id}
    else:
        assert outcomes == ["done", "gate_closed"]
        assert (listed, accepted) == (set(), {first.team_id})
