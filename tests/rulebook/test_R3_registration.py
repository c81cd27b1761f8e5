"""R3, registration: each test is one sentence of the rulebook."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from hackathon.kit.calendar import end_of_day, working_days_before
from hackathon.kit.errors import Refused
from hackathon.models import Hackathon, Letter
from registration import queries
from registration.models import Application, Consent, Membership
from registration.services import (
    accept_application,
    confirm_invitation,
    confirm_own_data,
    invite_member,
    pass_over_application,
    publish_selection,
    refuse_application,
    return_application,
    start_application,
    submit_application,
    withdraw_consent,
)
from registration.states import Role
from tests.factories import UserFactory
from tests.factories.registration import (
    CAPTAINS_WORD,
    CLOSES,
    OWN_WORD,
    ApplicationFactory,
    TeamFactory,
    add_member,
    captain_of,
    entry_in,
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


@pytest.fixture
def draft(hackathon: Hackathon) -> Application:
    """A draft that lacks nothing."""
    return ready_application(hackathon)


@pytest.fixture
def newcomer(hackathon: Hackathon) -> Membership:
    """A captain who has said nothing yet."""
    application = ApplicationFactory(team=TeamFactory(hackathon=hackathon))
    return add_member(application.team, confirmed=False, captain=True)


def refusal_of(act: Callable[[], object]) -> Refused:
    """How a rule says no."""
    with pytest.raises(Refused) as refusal:
        act()
    return refusal.value


def send(application: Application, now: datetime) -> Callable[[], object]:
    captain = captain_of(application)
    return lambda: submit_application(application=application, actor=captain, now=now)


def confirm(membership: Membership, now: datetime, **word) -> Callable[[], Membership]:
    said = {"actor": membership.participant.user, "now": now} | CAPTAINS_WORD | word
    return lambda: confirm_own_data(membership=membership, **said)


@pytest.mark.parametrize("status", ["planned", "closed"])
def test_R3_1_teams_register_within_the_dates(
    hackathon: Hackathon, now: datetime, status: str
) -> None:
    stage_at(hackathon, "applications", status)
    who = {"actor": UserFactory(), "full_name": "Dana", "role": "lawyer", "now": now}

    refusal = refusal_of(lambda: start_application(hackathon=hackathon, team_name="Qyran", **who))

    assert refusal.code == "applications_closed"
    assert not hackathon.teams.exists()


def test_R3_2_every_members_name_and_role_are_given(draft: Application, now: datetime) -> None:
    members = send(draft, now)().snapshot["members"]

    assert all(member["name"] and member["role"] for member in members)
    assert set(Role.values) == {
        "developer",
        "designer",
        "business_analyst",
        "lawyer",
        "architect",
        "other",
    }


def test_R3_2_track_is_chosen(hackathon: Hackathon, now: datetime) -> None:
    refusal = refusal_of(send(ready_application(hackathon, track=None), now))

    assert [blocker.message for blocker in refusal.blockers] == ["Choose a track."]


def test_R3_2_telephone_is_given(newcomer: Membership, now: datetime) -> None:
    confirm(newcomer, now, phone="+77012345678")()

    newcomer.participant.refresh_from_db()
    assert newcomer.participant.phone == "+77012345678"


def test_R3_3_rules_are_accepted_without_reservation(newcomer: Membership, now: datetime) -> None:
    without = [one for one in CAPTAINS_WORD["declarations"] if one != "rules"]

    assert refusal_of(confirm(newcomer, now, declarations=without)).code == "declarations_missing"

    confirm(newcomer, now)()
    accepted = newcomer.participant.acceptances.get(declaration="rules")
    assert (accepted.legal_text.kind, accepted.legal_text.version) == ("rules", 1)


def test_R3_4_questions_end_five_working_days_before_applications_close(
    hackathon: Hackathon,
) -> None:
    zone = ZoneInfo(hackathon.time_zone)

    last = working_days_before(end_of_day(date(2026, 9, 18), zone), hackathon.question_days, zone)

    assert last == end_of_day(date(2026, 9, 11), zone)


def test_R3_5_organizer_checks_every_application(hackathon: Hackathon, now: datetime) -> None:
    sent_application(hackathon)
    stage = stage_at(hackathon, "selection", "closed")

    refusal = refusal_of(
        lambda: publish_selection(stage=stage, actor=organizer_of(hackathon), now=now)
    )

    assert refusal.code == "gate_closed"


def decide(act: Callable[..., None], application: Application, now: datetime, **said) -> None:
    actor = organizer_of(application.hackathon)
    act(application=application, actor=actor, now=now, **said)


def test_R3_6_application_can_be_returned_with_a_reason(
    hackathon: Hackathon, now: datetime
) -> None:
    application = sent_application(hackathon)

    decide(return_application, application, now, reason="Name your data.")

    application.refresh_from_db()
    letters = Letter.objects.filter(letter="registration/application_returned")
    assert (application.status, letters.count()) == ("returned", 3)
    assert {letter.facts["reason"] for letter in letters} == {"Name your data."}


def test_R3_6_application_is_returned_only_while_applications_are_open(
    hackathon: Hackathon,
) -> None:
    application = sent_application(hackathon)
    late = CLOSES + timedelta(seconds=1)

    refusal = refusal_of(lambda: decide(return_application, application, late, reason="Late."))

    assert refusal.code == "applications_closed"


def test_R3_6_returned_application_is_corrected_and_sent_again(
    draft: Application, now: datetime
) -> None:
    send(draft, now)()
    decide(return_application, draft, now, reason="Name your data.")

    assert send(draft, now)().number == 2


@pytest.mark.parametrize("act", [return_application, refuse_application])
def test_R3_6_nobody_is_sent_away_without_a_reason(
    hackathon: Hackathon, now: datetime, act: Callable[..., None]
) -> None:
    application = sent_application(hackathon)

    refusal = refusal_of(lambda: decide(act, application, now, reason=" "))

    application.refresh_from_db()
    assert (refusal.code, application.status) == ("reason_missing", "submitted")


def test_R3_6_refused_application_is_not_considered(hackathon: Hackathon, now: datetime) -> None:
    application = sent_application(hackathon)
    decide(refuse_application, application, now, reason="The team works abroad.")
    stage_at(hackathon, "selection", "open")

    refusal = refusal_of(lambda: decide(accept_application, application, now))

    assert refusal.code == "stale"


def test_R3_7_consent_is_given_for_each_purpose(newcomer: Membership, now: datetime) -> None:
    confirm(newcomer, now, purposes=["taking_part", "prize", "other_events"])()

    purposes = newcomer.participant.consents.values_list("purpose", flat=True)
    assert sorted(purposes) == ["other_events", "prize", "taking_part"]


def test_R3_7_consent_to_other_events_is_free(newcomer: Membership, now: datetime) -> None:
    confirm(newcomer, now, purposes=["taking_part", "prize"])()

    assert not newcomer.participant.consents.filter(purpose="other_events").exists()
    assert newcomer.participant.consents.count() == 2


def test_R3_7_nobody_takes_part_without_consent(newcomer: Membership, now: datetime) -> None:
    refusal = refusal_of(confirm(newcomer, now, purposes=["other_events"]))

    assert refusal.code == "consent_missing"
    assert not Consent.objects.exists()


def test_R3_7_consent_holds_three_years(newcomer: Membership, now: datetime) -> None:
    confirm(newcomer, now)()

    ends = {consent.valid_until for consent in newcomer.participant.consents.all()}
    assert ends == {now.replace(year=2029)}


def test_R3_7_consent_names_the_text_that_was_read(newcomer: Membership, now: datetime) -> None:
    confirm(newcomer, now)()

    texts = {consent.legal_text.kind for consent in newcomer.participant.consents.all()}
    assert texts == {"consent"}


def test_R3_8_captain_attests_that_the_members_agreed(newcomer: Membership, now: datetime) -> None:
    without = [one for one in CAPTAINS_WORD["declarations"] if one != "members_consent"]

    assert refusal_of(confirm(newcomer, now, declarations=without)).code == "declarations_missing"


def invite(draft: Application, now: datetime):
    return invite_member(
        team=draft.team,
        email="dana@example.org",
        full_name="Dana Akhmetova",
        role="lawyer",
        language="kk",
        actor=captain_of(draft),
        now=now,
    )


def test_R3_8_member_gets_a_link_and_sees_what_was_said(draft: Application, now: datetime) -> None:
    invite(draft, now)

    letter = Letter.objects.get(address="dana@example.org")
    assert letter.letter == "registration/invitation"
    assert (letter.facts["name"], letter.facts["role"]["en"]) == ("Dana Akhmetova", "Lawyer")
    assert letter.facts["path"].startswith("/invitations/")


def test_R3_8_team_counts_only_confirmed_members(draft: Application, now: datetime) -> None:
    invitation = invite(draft, now)
    draft.team.refresh_from_db()
    assert draft.team.size == 3
    assert refusal_of(send(draft, now)).code == "members_unconfirmed"

    confirm_invitation(invitation=invitation, person=UserFactory(), now=now, **OWN_WORD)

    draft.team.refresh_from_db()
    assert draft.team.size == 4
    assert len(send(draft, now)().snapshot["members"]) == 4


def test_R3_8_link_works_for_an_account_of_another_address(
    draft: Application, now: datetime
) -> None:
    person = UserFactory(email="dana.work@example.org")

    membership = confirm_invitation(
        invitation=invite(draft, now), person=person, now=now, **OWN_WORD
    )

    evidence = membership.participant.consents.first().evidence
    assert evidence["invited_as"] == "dana@example.org"


def test_R3_9_privacy_policy_can_be_read_while_filling_in_the_form(
    draft: Application, client: Client, frozen_clock: datetime
) -> None:
    client.force_login(captain_of(draft))
    slug = draft.hackathon.slug

    page = client.get(f"/en/{slug}/my/about-me/").content.decode()

    assert f'href="/en/{slug}/privacy/"' in page


def test_R3_10_participant_sees_every_consent(newcomer: Membership, now: datetime) -> None:
    confirm(newcomer, now)()

    shown = queries.consents_of(newcomer.participant)

    assert {consent.purpose for consent in shown} == {"taking_part", "prize"}


def test_R3_10_participant_corrects_data_even_after_the_deadline(
    newcomer: Membership, now: datetime
) -> None:
    confirm(newcomer, now)()

    confirm(newcomer, CLOSES + timedelta(days=9), full_name="Aigerim Omarova")()

    newcomer.participant.refresh_from_db()
    assert newcomer.participant.full_name == "Aigerim Omarova"


def test_R3_10_withdrawal_ends_participation_and_erases_personal_data(
    draft: Application, now: datetime
) -> None:
    member = draft.team.memberships.get(seat=2)
    consent = member.participant.consents.get(purpose="taking_part")

    withdraw_consent(consent=consent, actor=member.participant.user, now=now)

    member.refresh_from_db()
    participant = member.participant
    assert member.left_at == now
    assert (participant.full_name, participant.phone, participant.birth_date) == ("", "", None)


def test_R3_10_withdrawal_keeps_what_a_published_result_must_keep(
    hackathon: Hackathon, now: datetime
) -> None:
    entry = entry_in(stage_at(hackathon, "hackathon", "open"))
    member = entry.team.memberships.get(seat=2)
    name = member.participant.full_name
    consent = member.participant.consents.get(purpose="taking_part")

    withdraw_consent(consent=consent, actor=member.participant.user, now=now)

    member.refresh_from_db()
    assert (member.participant.full_name, member.participant.phone) == (name, "")


def test_R3_10_team_is_looked_at_again_when_a_member_is_gone(
    hackathon: Hackathon, now: datetime
) -> None:
    application = sent_application(hackathon)
    stage_at(hackathon, "selection", "open")
    member = application.team.memberships.get(seat=2)
    consent = member.participant.consents.get(purpose="taking_part")
    withdraw_consent(consent=consent, actor=member.participant.user, now=now)

    refusal = refusal_of(lambda: decide(accept_application, application, now))

    assert refusal.code == "team_size"


def test_R3_11_nobody_is_registered_before_the_list_is_published(
    hackathon: Hackathon, now: datetime
) -> None:
    application = sent_application(hackathon)
    stage = stage_at(hackathon, "selection", "open")
    decide(accept_application, application, now)
    person = captain_of(application)
    online = hackathon.stages.get(kind="hackathon")

    assert list(queries.selected_teams(hackathon)) == []
    assert queries.entry_of(person, online) is None
    assert not Letter.objects.exists()

    stage = stage_at(hackathon, "selection", "closed")
    publish_selection(stage=stage, actor=organizer_of(hackathon), now=now)

    assert list(queries.selected_teams(hackathon)) == [application.team]
    assert queries.entry_of(person, online).team == application.team


def test_R3_11_team_that_was_not_selected_is_in_no_stage(
    hackathon: Hackathon, now: datetime
) -> None:
    other, chosen = sent_application(hackathon), sent_application(hackathon, "accepted")
    stage_at(hackathon, "selection", "open")
    decide(pass_over_application, other, now)
    stage = stage_at(hackathon, "selection", "closed")

    publish_selection(stage=stage, actor=organizer_of(hackathon), now=now)

    assert not other.team.entries.exists()
    assert chosen.team.entries.count() == 2


def test_R3_12_participants_declare_that_they_bring_their_own_equipment(
    newcomer: Membership, now: datetime
) -> None:
    without = [one for one in CAPTAINS_WORD["declarations"] if one != "equipment"]

    assert refusal_of(confirm(newcomer, now, declarations=without)).code == "declarations_missing"

    confirm(newcomer, now)()
    assert newcomer.participant.acceptances.filter(declaration="equipment").exists()
