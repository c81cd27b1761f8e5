"""What registration knows, and how many questions it asks the database."""

from datetime import datetime, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import translation

from hackathon.models import Hackathon, User
from registration import queries
from registration.models import Application, Membership
from registration.states import ApplicationStatus
from tests.factories import BadgeFactory, CityFactory, LegalTextFactory, UserFactory
from tests.factories.registration import (
    AcceptanceFactory,
    ApplicationFactory,
    ConsentFactory,
    InvitationFactory,
    ParticipantFactory,
    SubmissionFactory,
    add_member,
    ready_application,
    sent_application,
)

pytestmark = pytest.mark.django_db

NOBODY = AnonymousUser()


def test_local_time_is_the_hackathons_own_and_names_its_zone(
    hackathon: Hackathon, now: datetime
) -> None:
    assert queries.local_time(now, hackathon) == "1 September 2026, 14:00 (Asia/Almaty)"


def test_in_every_language_says_it_three_times() -> None:
    said = queries.in_every_language(translation.get_language)

    assert said == {"kk": "kk", "ru": "ru", "en": "en"}


@pytest.mark.parametrize("language", ["kk", "ru", "en", None])
def test_path_of_leaves_the_language_out(language: str | None) -> None:
    with translation.override(language):
        assert queries.path_of("registration:my", "ashyq-el") == "/ashyq-el/my/"


def test_application_of_a_member(draft: Application) -> None:
    person = draft.team.memberships.get(seat=3).participant.user

    assert queries.application_of(person, draft.hackathon) == draft


def test_application_of_a_stranger_and_of_who_left(draft: Application, now: datetime) -> None:
    gone = draft.team.memberships.get(seat=3)
    Membership.objects.filter(pk=gone.pk).update(left_at=now)

    people = [UserFactory(), gone.participant.user, NOBODY]

    assert [queries.application_of(one, draft.hackathon) for one in people] == [None, None, None]


def test_application_of_another_hackathon(draft: Application, captain: User) -> None:
    other = ApplicationFactory().hackathon

    assert queries.application_of(captain, other) is None


@pytest.mark.parametrize("status", ApplicationStatus.values)
def test_is_editable_until_it_is_sent(status: str) -> None:
    editable = queries.is_editable(Application(status=status))

    assert editable == (status in {"draft", "returned"})


def test_applications_for_an_organizer_are_those_of_the_hackathon(
    draft: Application, sent: Application, organizer: User
) -> None:
    ApplicationFactory()

    assert list(queries.applications_for(organizer)) == [sent, draft]


def test_applications_for_an_auditor_are_all_of_them(
    draft: Application, hackathon: Hackathon
) -> None:
    auditor = BadgeFactory(hackathon=hackathon, is_auditor=True).person

    assert list(queries.applications_for(auditor)) == [draft]


def test_applications_for_an_organizer_of_a_city_are_those_of_the_city(
    draft: Application, hackathon: Hackathon
) -> None:
    city = CityFactory(hackathon=hackathon)
    there = ready_application(hackathon, city=city)
    ready_application(hackathon, city=None)
    badge = BadgeFactory(hackathon=hackathon, is_organizer=True, city=city)

    assert list(queries.applications_for(badge.person)) == [there]


@pytest.mark.parametrize("says", ["is_judge", "is_mentor", "is_participant"])
def test_applications_for_other_badges_are_none(draft: Application, says: str) -> None:
    person = BadgeFactory(hackathon=draft.hackathon, **{says: True}).person

    assert list(queries.applications_for(person)) == []


@pytest.mark.parametrize("rows", [1, 3])
def test_applications_for_asks_twice_however_many_there_are(
    hackathon: Hackathon, organizer: User, rows: int, django_assert_num_queries
) -> None:
    for _number in range(rows):
        sent_application(hackathon)

    with django_assert_num_queries(2):  # badges, applications
        shown = [
            (row.team.name, str(row.track), str(row.city), row.hackathon.slug)
            for row in queries.applications_for(organizer)
        ]

    assert len(shown) == rows


def test_status_counts_every_status(draft: Application, sent: Application) -> None:
    counts = queries.status_counts(Application.objects.all())

    assert counts == {
        "draft": 1,
        "submitted": 1,
        "returned": 0,
        "refused": 0,
        "accepted": 0,
        "passed_over": 0,
    }


def test_applications_in_a_hackathon_of_some_statuses(
    draft: Application, sent: Application, hackathon: Hackathon
) -> None:
    ApplicationFactory()

    assert list(queries.applications_in(hackathon)) == sorted([draft, sent], key=lambda a: a.pk)
    assert list(queries.applications_in(hackathon, "submitted", "accepted")) == [sent]


def test_submissions_of_an_application_come_last_first(sent: Application) -> None:
    first = SubmissionFactory(application=sent)
    second = SubmissionFactory(application=sent, number=2)
    SubmissionFactory()

    assert list(queries.submissions_of(sent)) == [second, first]


def test_members_of_a_team_begin_with_the_captain(draft: Application, now: datetime) -> None:
    Membership.objects.filter(team=draft.team, seat=1).update(is_captain=False)
    Membership.objects.filter(team=draft.team, seat=3).update(is_captain=True)
    add_member(draft.team)
    Membership.objects.filter(team=draft.team, seat=4).update(left_at=now)

    assert [member.seat for member in queries.members_of(draft.team)] == [3, 1, 2]


def test_membership_of_a_person(draft: Application, captain: User, now: datetime) -> None:
    member = draft.team.memberships.get(is_captain=True)

    assert queries.membership_of(captain, draft.hackathon) == member
    assert queries.membership_of(UserFactory(), draft.hackathon) is None
    assert queries.membership_of(NOBODY, draft.hackathon) is None
    Membership.objects.update(left_at=now)
    assert queries.membership_of(captain, draft.hackathon) is None


def test_is_member_tells_captains_from_members(draft: Application, captain: User) -> None:
    member = draft.team.memberships.get(seat=2).participant.user
    team = draft.team_id

    assert [queries.is_member(one, team) for one in (captain, member, NOBODY)] == [
        True,
        True,
        False,
    ]
    assert queries.is_member(captain, team, captain=True)
    assert not queries.is_member(member, team, captain=True)


def test_participant_of_a_person(draft: Application, captain: User) -> None:
    participant = queries.participant_of(captain, draft.hackathon)

    assert participant.user == captain
    assert queries.participant_of(UserFactory(), draft.hackathon) is None


def test_consents_and_acceptances_come_last_first(now: datetime) -> None:
    participant = ParticipantFactory()
    text = LegalTextFactory(hackathon=participant.hackathon, kind="consent")
    said = {"participant": participant, "legal_text": text}
    first = ConsentFactory(**said, withdrawn_at=now)
    second = ConsentFactory(**said, given_at=now)
    rules = AcceptanceFactory(**said)
    equipment = AcceptanceFactory(**said, declaration="equipment", accepted_at=now)
    ConsentFactory()

    assert list(queries.consents_of(participant)) == [second, first]
    assert list(queries.standing_consents([participant])) == [second]
    assert list(queries.acceptances_of(participant)) == [equipment, rules]


def test_invitations_of_a_team(draft: Application, now: datetime) -> None:
    rows = [
        InvitationFactory(team=draft.team, status=status, expires_at=now)
        for status in ("sent", "opened", "declined", "expired", "cancelled")
    ]
    other = InvitationFactory(expires_at=now + timedelta(seconds=1))

    assert list(queries.invitations_of(draft.team)) == rows
    assert list(queries.waiting_invitations(draft.team)) == rows[:2]
    assert list(queries.expired_invitations(now)) == rows[:2]
    assert list(queries.invitations().order_by("pk")) == [*rows, other]


def test_free_seat_is_the_lowest(draft: Application, now: datetime) -> None:
    Membership.objects.filter(team=draft.team, seat=2).update(left_at=now)

    assert queries.seats_taken(draft.team) == [1, 3]
    assert queries.free_seat(draft.team) == 2


def test_free_seat_of_a_full_team_is_none(hackathon: Hackathon) -> None:
    assert queries.free_seat(ready_application(hackathon, members=5).team) is None
