"""R1, what it is and who takes part: each test is one sentence of the rulebook."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from hackathon.kit.errors import Refused
from hackathon.models import Hackathon, User
from hackathon.queries import people_with
from hackathon.services import give_badge
from registration.models import Application, Entry, Membership
from registration.questions import DATA, questions_for
from registration.services import (
    confirm_invitation,
    invite_member,
    publish_selection,
    save_application,
    start_application,
    submit_application,
)
from registration.states import ProjectForm
from tests.factories import HackathonFactory, TrackFactory, UserFactory
from tests.factories.registration import (
    OWN_WORD,
    InvitationFactory,
    captain_of,
    open_hackathon,
    organizer_of,
    ready_application,
    sent_application,
    stage_at,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def hackathon() -> Hackathon:
    """A hackathon that takes applications."""
    return open_hackathon()


def join(hackathon: Hackathon, person: User, now: datetime, **word) -> Membership:
    """Confirm an invitation into a team that has a seat."""
    invitation = InvitationFactory(team=ready_application(hackathon).team)
    return confirm_invitation(invitation=invitation, person=person, now=now, **(OWN_WORD | word))


def begin(hackathon: Hackathon, person: User, now: datetime) -> Application:
    return start_application(
        hackathon=hackathon,
        actor=person,
        team_name="Qyran",
        full_name="Dana",
        role="developer",
        now=now,
    )


def refusal_of(act: Callable[[], object]) -> str:
    """The code with which a rule says no."""
    with pytest.raises(Refused) as refusal:
        act()
    return refusal.value.code


def send(application: Application, now: datetime) -> Callable[[], object]:
    captain = captain_of(application)
    return lambda: submit_application(application=application, actor=captain, now=now)


def test_R1_1_solution_is_looked_for_in_tracks(hackathon: Hackathon, now: datetime) -> None:
    skills = TrackFactory(hackathon=hackathon, code="skills")
    application = ready_application(hackathon, track=None)
    assert refusal_of(send(application, now)) == "incomplete"

    application.track = skills
    application.save()
    submission = send(application, now)()

    assert submission.snapshot["track"] == "skills"


def test_R1_2_application_has_a_section_of_its_own_about_data() -> None:
    asked = [question.code for question in questions_for([], DATA)]

    assert asked == ["data_sources", "data_links", "data_licence", "data_protection"]


@pytest.mark.parametrize("code", ["data_sources", "data_licence", "data_protection"])
def test_R1_2_data_used_must_be_told(hackathon: Hackathon, now: datetime, code: str) -> None:
    application = ready_application(hackathon)
    application.answers[code] = ""
    application.save()

    assert refusal_of(send(application, now)) == "incomplete"


@pytest.mark.parametrize(
    "forms",
    [["technical"], ["social"], ["business"], ["technical", "social", "business"]],
    ids=" and ".join,
)
def test_R1_3_prototype_takes_one_of_three_forms_or_several(
    hackathon: Hackathon, now: datetime, forms: list[str]
) -> None:
    application = ready_application(hackathon, forms=forms)

    assert send(application, now)().snapshot["forms"] == forms
    assert set(ProjectForm.values) == {"technical", "social", "business"}


def test_R1_3_prototype_without_a_form_is_none(hackathon: Hackathon, now: datetime) -> None:
    application = ready_application(hackathon, forms=[])

    assert refusal_of(send(application, now)) == "incomplete"


def test_R1_4_what_is_published_binds(hackathon: Hackathon, now: datetime) -> None:
    sent_application(hackathon, "accepted")
    stage = stage_at(hackathon, "selection", "closed")
    listing = publish_selection(stage=stage, actor=organizer_of(hackathon), now=now)

    with pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.filter(list=listing).update(reason="Another one")
    with pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.filter(list=listing).delete()


def test_R1_5_application_is_written_by_the_team_as_a_draft(
    hackathon: Hackathon, now: datetime
) -> None:
    application = begin(hackathon, UserFactory(), now)
    changes = {"title": "Clean air", "answers": {"goal": "Less smoke."}}

    saved = save_application(
        application=application,
        revision=0,
        changes=changes,
        actor=captain_of(application),
        now=now + timedelta(days=1),
    )

    assert (saved.status, saved.title, saved.answers) == (
        "draft",
        "Clean air",
        {"goal": "Less smoke."},
    )


def test_R1_5_application_describes_the_idea_along_the_judging_criteria() -> None:
    asked = {question.code for question in questions_for(ProjectForm.values)}

    usefulness = {"problem", "audience", "effect"}
    idea = {"goal", "novelty", "risks", "needs"} | usefulness
    forms = {"solution", "campaign_plan", "business_model"}
    assert idea | forms <= asked


def test_R1_6_jury_is_named_by_the_organizer(hackathon: Hackathon, now: datetime) -> None:
    judge, organizer = UserFactory(), organizer_of(hackathon)

    give_badge(hackathon=hackathon, person=judge, actor=organizer, now=now, is_judge=True)

    assert list(people_with(hackathon, "is_judge")) == [judge]


EIGHTEEN_TODAY, EIGHTEEN_TOMORROW = date(2008, 9, 1), date(2008, 9, 2)


def test_R1_7_participant_is_18_or_older(hackathon: Hackathon, now: datetime) -> None:
    assert join(hackathon, UserFactory(), now, birth_date=EIGHTEEN_TODAY).confirmed_at == now

    code = refusal_of(lambda: join(hackathon, UserFactory(), now, birth_date=EIGHTEEN_TOMORROW))

    assert code == "under_age"


def test_R1_7_age_counts_on_the_day_the_application_is_submitted(
    hackathon: Hackathon, now: datetime
) -> None:
    application = ready_application(hackathon)
    youngest = application.team.memberships.get(seat=3).participant
    youngest.birth_date = EIGHTEEN_TOMORROW
    youngest.save()

    assert refusal_of(send(application, now)) == "under_age"
    assert send(application, now + timedelta(days=1))().number == 1


def test_R1_7_participant_is_a_member_of_one_team_only(hackathon: Hackathon, now: datetime) -> None:
    person = UserFactory()
    join(hackathon, person, now)

    assert refusal_of(lambda: join(hackathon, person, now)) == "in_another_team"
    assert refusal_of(lambda: begin(hackathon, person, now)) == "in_another_team"


@pytest.mark.parametrize("says", ["is_organizer", "is_judge"])
def test_R1_7_organizers_and_jury_cannot_take_part(
    hackathon: Hackathon, now: datetime, says: str
) -> None:
    person, organizer = UserFactory(), organizer_of(hackathon)
    give_badge(hackathon=hackathon, person=person, actor=organizer, now=now, **{says: True})

    assert refusal_of(lambda: join(hackathon, person, now)) == "takes_part_and_decides"
    assert refusal_of(lambda: begin(hackathon, person, now)) == "takes_part_and_decides"


@pytest.mark.parametrize("says", ["is_organizer", "is_judge"])
def test_R1_7_nor_can_a_participant_become_one_of_them(
    hackathon: Hackathon, now: datetime, says: str
) -> None:
    person, organizer = UserFactory(), organizer_of(hackathon)
    join(hackathon, person, now)
    naming = {"person": person, "actor": organizer, "now": now, says: True}

    code = refusal_of(lambda: give_badge(hackathon=hackathon, **naming))

    assert code == "takes_part_and_decides"


def test_R1_7_exclusion_holds_for_one_hackathon(hackathon: Hackathon, now: datetime) -> None:
    person, other = UserFactory(), HackathonFactory()
    give_badge(hackathon=other, person=person, actor=None, now=now, is_judge=True)

    assert join(hackathon, person, now).participant.user == person


@pytest.mark.parametrize(
    ("members", "code"), [(1, "team_size"), (2, "team_size"), (3, ""), (4, ""), (5, "")]
)
def test_R1_8_team_has_3_to_5_participants(
    hackathon: Hackathon, now: datetime, members: int, code: str
) -> None:
    application = ready_application(hackathon, members=members)

    if code:
        assert refusal_of(send(application, now)) == code
    else:
        assert len(send(application, now)().snapshot["members"]) == members


def test_R1_8_nobody_is_the_sixth(hackathon: Hackathon, now: datetime) -> None:
    application = ready_application(hackathon, members=5)
    invitation = InvitationFactory(team=application.team)
    captain = captain_of(application)

    def invite() -> object:
        return invite_member(
            team=application.team,
            email="sixth@example.org",
            full_name="Dana",
            role="other",
            language="kk",
            actor=captain,
            now=now,
        )

    def confirm() -> object:
        return confirm_invitation(invitation=invitation, person=UserFactory(), now=now, **OWN_WORD)

    assert (refusal_of(invite), refusal_of(confirm)) == ("team_full", "team_full")


def test_R1_8_figures_are_settings_of_the_hackathon(now: datetime) -> None:
    small = open_hackathon(team_min=1, team_max=2, min_age=16)
    application = ready_application(small, members=1)

    assert send(application, now)().number == 1


def test_R1_8_number_of_teams_is_limited(now: datetime) -> None:
    hackathon = open_hackathon(teams_max=1)
    for _number in range(2):
        sent_application(hackathon, "accepted")
    stage = stage_at(hackathon, "selection", "closed")

    def publish() -> object:
        return publish_selection(stage=stage, actor=organizer_of(hackathon), now=now)

    assert refusal_of(publish) == "too_many_teams"
    assert not Entry.objects.exists()


def test_R1_8_organizer_selects_teams_by_their_applications(
    hackathon: Hackathon, now: datetime
) -> None:
    chosen = sent_application(hackathon, "accepted")
    sent_application(hackathon, "passed_over")
    stage = stage_at(hackathon, "selection", "closed")

    listing = publish_selection(stage=stage, actor=organizer_of(hackathon), now=now)

    assert {entry.team for entry in listing.entries.all()} == {chosen.team}


def test_R1_8_captain_registers_the_team_and_applies(hackathon: Hackathon, now: datetime) -> None:
    person = UserFactory()

    application = begin(hackathon, person, now)

    captain = application.team.memberships.get()
    assert (captain.participant.user, captain.is_captain) == (person, True)
    assert person.has_perm("registration.submit_application", application)


def test_R1_8_only_the_captain_applies(hackathon: Hackathon) -> None:
    application = ready_application(hackathon)
    member = application.team.memberships.get(seat=2).participant.user

    assert not member.has_perm("registration.edit_application", application)
    assert not member.has_perm("registration.submit_application", application)


def test_R1_9_mentor_cannot_take_part(hackathon: Hackathon, now: datetime) -> None:
    person, organizer = UserFactory(), organizer_of(hackathon)
    naming = {"person": person, "actor": organizer, "now": now, "is_mentor": True}
    give_badge(hackathon=hackathon, **naming)

    assert refusal_of(lambda: join(hackathon, person, now)) == "takes_part_and_mentors"


def test_R1_9_nor_can_a_participant_become_a_mentor(hackathon: Hackathon, now: datetime) -> None:
    person, organizer = UserFactory(), organizer_of(hackathon)
    join(hackathon, person, now)
    naming = {"person": person, "actor": organizer, "now": now, "is_mentor": True}

    assert refusal_of(lambda: give_badge(hackathon=hackathon, **naming)) == "takes_part_and_mentors"


def test_R1_9_judge_may_mentor(hackathon: Hackathon, now: datetime) -> None:
    person, organizer = UserFactory(), organizer_of(hackathon)

    badge = give_badge(
        hackathon=hackathon,
        person=person,
        actor=organizer,
        now=now,
        is_judge=True,
        is_mentor=True,
    )

    assert (badge.is_judge, badge.is_mentor) == (True, True)
