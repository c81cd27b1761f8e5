"""The way of an invited person: what was said, the ways on, confirming and declining (R3.8)."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from hackathon.kit import clock, tokens
from hackathon.models import User
from registration.models import Application, Invitation
from tests.factories import BadgeFactory, UserFactory
from tests.factories.registration import InvitationFactory, add_member

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]

OWN = {
    "full_name": "Dana Serik",
    "birth_date": "2001-02-03",
    "phone": "+7 (701) 234-56-78",
    "declaration_rules": "on",
    "declaration_equipment": "on",
    "purpose_taking_part": "on",
    "purpose_prize": "on",
    "purpose_other_events": "on",
}


@pytest.fixture
def invitation(draft: Application) -> Invitation:
    """An invitation that was sent to dana@x.kz."""
    return InvitationFactory(team=draft.team, email="dana@x.kz", full_name="D. Serik")


@pytest.fixture
def dana() -> User:
    """The invited person's account, under the address that was invited."""
    return UserFactory(email="Dana@x.kz")


def link(invitation: Invitation, act: str = "", version: int | None = None) -> str:
    token = tokens.make("invitation", invitation.pk, version or invitation.version)
    name = f"registration:invitation{act and '_'}{act}"
    return reverse(name, args=[invitation.pk, token])


def own_word(invitation: Invitation, **said) -> dict:
    return OWN | {"city": invitation.team.hackathon.cities.get().pk} | said


def test_anybody_with_the_link_sees_what_was_said(invitation: Invitation, client: Client) -> None:
    page = client.get(link(invitation)).content.decode()

    for words in (invitation.team.name, "D. Serik", "dana@x.kz", "Designer"):
        assert words in page
    back = link(invitation).replace("/", "%2F")
    assert f"{reverse('account_signup')}?next={link(invitation)}" in page or back in page
    assert reverse("account_login") in page
    invitation.refresh_from_db()
    assert invitation.status == "opened"


def test_link_that_was_not_made_for_it_leads_nowhere(
    invitation: Invitation, client: Client, dana: User
) -> None:
    client.force_login(dana)
    forged = reverse("registration:invitation", args=[invitation.pk, "x" * 43])
    other = InvitationFactory(team=invitation.team)
    swapped = reverse(
        "registration:invitation", args=[other.pk, tokens.make("invitation", invitation.pk, 1)]
    )

    for address in (forged, swapped, link(invitation, version=2)):
        assert client.get(address).status_code == 404
    for act in ("confirm", "decline"):
        assert client.post(link(invitation, act, version=2)).status_code == 404
    invitation.refresh_from_db()
    assert invitation.status == "sent"


def test_looking_with_head_opens_nothing(invitation: Invitation, client: Client) -> None:
    assert client.head(link(invitation)).status_code == 200
    invitation.refresh_from_db()
    assert invitation.status == "sent"


def test_own_account_goes_on_without_a_question(
    invitation: Invitation, client: Client, dana: User
) -> None:
    client.force_login(dana)

    page = client.get(link(invitation)).content.decode()

    assert "under another address" not in page
    assert link(invitation, "confirm") in page


def test_other_account_is_named_and_has_two_ways_on(invitation: Invitation, client: Client) -> None:
    client.force_login(UserFactory(email="other@x.kz"))

    page = client.get(link(invitation)).content.decode()

    assert "You are signed in under another address" in page
    assert "other@x.kz" in page
    assert f'action="{reverse("account_logout")}"' in page
    assert f'name="next" value="{link(invitation)}"' in page
    assert link(invitation, "confirm") in page


def test_confirming_makes_a_member(invitation: Invitation, client: Client, dana: User) -> None:
    client.force_login(dana)
    assert 'value="D. Serik"' in client.get(link(invitation, "confirm")).content.decode()

    response = client.post(link(invitation, "confirm"), own_word(invitation))

    hackathon = invitation.team.hackathon
    assert response.status_code == 302
    assert response["Location"] == reverse("registration:my", args=[hackathon.slug])
    member = invitation.team.memberships.get(participant__user=dana)
    assert member.participant.full_name == "Dana Serik"
    assert member.participant.phone == "+77012345678"
    assert member.confirmed_at is not None
    assert member.participant.consents.count() == 3
    assert member.participant.consents.first().evidence == {
        "language": "en",
        "invited_as": "dana@x.kz",
    }
    page = client.get(response["Location"]).content.decode()
    assert f"Welcome to the team {invitation.team.name}." in page


def test_confirming_without_consent_keeps_what_was_typed(
    invitation: Invitation, client: Client, dana: User
) -> None:
    client.force_login(dana)

    response = client.post(
        link(invitation, "confirm"), own_word(invitation, purpose_taking_part="")
    )
    page = response.content.decode()

    assert response.status_code == 422
    assert "Without this consent you cannot be registered." in page
    assert 'value="Dana Serik"' in page
    assert invitation.team.memberships.count() == 3


@pytest.mark.parametrize("badge", ["is_organizer", "is_judge", "is_mentor"])
def test_who_decides_cannot_confirm(
    invitation: Invitation, client: Client, dana: User, badge: str
) -> None:
    BadgeFactory(hackathon=invitation.team.hackathon, person=dana, **{badge: True})
    client.force_login(dana)

    response = client.post(link(invitation, "confirm"), own_word(invitation))

    assert response.status_code == 422
    assert "cannot take part in the hackathon" in response.content.decode()
    assert invitation.team.memberships.count() == 3


def test_member_of_another_team_cannot_confirm(
    invitation: Invitation, client: Client, draft: Application
) -> None:
    member = add_member(draft.team).participant.user
    client.force_login(member)

    response = client.post(link(invitation, "confirm"), own_word(invitation))

    assert response.status_code == 422
    assert "You are a member of another team. Leave it first." in response.content.decode()
    invitation.refresh_from_db()
    assert invitation.status == "sent"


def test_declining_needs_no_account(invitation: Invitation, client: Client) -> None:
    response = client.post(link(invitation, "decline"), follow=True)

    page = response.content.decode()
    assert "You have declined. The captain is told." in page
    assert "This invitation was declined." in page
    assert link(invitation, "confirm") not in page
    invitation.refresh_from_db()
    assert invitation.status == "declined"


def test_declining_twice_says_so(invitation: Invitation, client: Client, dana: User) -> None:
    client.force_login(dana)
    client.post(link(invitation, "decline"))

    page = client.post(link(invitation, "decline"), follow=True).content.decode()

    assert "This invitation is answered already." in page


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("declined", "This invitation was declined."),
        ("cancelled", "The captain has cancelled this invitation."),
        ("expired", "This invitation has expired. Ask the captain for a new one."),
    ],
)
def test_answered_invitation_says_what_became_of_it(
    invitation: Invitation, client: Client, dana: User, status: str, words: str
) -> None:
    Invitation.objects.filter(pk=invitation.pk).update(status=status)
    client.force_login(dana)

    page = client.get(link(invitation)).content.decode()
    form = client.get(link(invitation, "confirm")).content.decode()
    late = client.post(link(invitation, "confirm"), own_word(invitation))

    assert words in page
    assert link(invitation, "decline") not in page
    assert 'name="full_name"' not in form
    assert late.status_code == 422
    assert 'value="Dana Serik"' in late.content.decode()


def test_invitation_past_its_term_waits_no_more(invitation: Invitation, client: Client) -> None:
    with clock.frozen(invitation.expires_at + timedelta(microseconds=1)):
        page = client.get(link(invitation)).content.decode()

    assert "This invitation has expired." in page
    invitation.refresh_from_db()
    assert invitation.status == "sent"
