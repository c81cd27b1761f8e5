"""The captain's team: its name, its members, and whom the captain invites."""

import pytest
from django.test import Client

from hackathon.models import Hackathon, User
from registration.models import Application
from tests.factories import TrackFactory
from tests.factories.registration import InvitationFactory, TeamFactory, add_member, open_hackathon
from tests.registration.pages import at

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]


def test_team_page_saves_name_track_and_city(draft: Application, signed_in: Client) -> None:
    track = TrackFactory(hackathon=draft.hackathon)
    said = {"revision": 0, "team_name": "Samruq", "track": track.pk, "city": ""}

    response = signed_in.post(at(draft.hackathon, "team"), said)

    assert response.status_code == 302
    draft.refresh_from_db()
    assert draft.team.name == "Samruq"
    assert draft.track == track
    assert draft.city is None


def test_team_page_says_that_a_name_is_taken(draft: Application, signed_in: Client) -> None:
    TeamFactory(hackathon=draft.hackathon, name="Samruq")

    response = signed_in.post(
        at(draft.hackathon, "team"), {"revision": 0, "team_name": "SAMRUQ", "track": "", "city": ""}
    )

    assert response.status_code == 422
    assert 'href="#id_team_name"' in response.content.decode()
    draft.team.refresh_from_db()
    assert draft.team.name != "SAMRUQ"


def test_team_page_refuses_the_track_of_another_hackathon(
    draft: Application, signed_in: Client
) -> None:
    foreign = open_hackathon().tracks.get()

    response = signed_in.post(
        at(draft.hackathon, "team"), {"revision": 0, "team_name": "Samruq", "track": foreign.pk}
    )

    assert response.status_code == 422
    draft.refresh_from_db()
    assert draft.track.hackathon == draft.hackathon


def invite(client: Client, hackathon: Hackathon, **said):
    words = {"full_name": "Dana", "email": "dana@x.kz", "role": "lawyer", "language": "ru"}
    return client.post(at(hackathon, "invite"), words | said)


def test_captain_invites_and_sees_that_it_waits(draft: Application, signed_in: Client) -> None:
    response = invite(signed_in, draft.hackathon)

    assert response.status_code == 302
    invitation = draft.team.invitations.get()
    assert (invitation.email, invitation.role, invitation.language) == ("dana@x.kz", "lawyer", "ru")
    page = signed_in.get(at(draft.hackathon, "team")).content.decode()
    assert "dana@x.kz" in page
    assert "8 September 2026, 14:00" in page
    assert ">Sent</span>" in page
    assert at(draft.hackathon, "invitation_renew", invitation.pk) in page


def test_invitation_that_does_not_fit_stays_in_the_form(
    draft: Application, signed_in: Client, captain: User
) -> None:
    for said, words in (
        ({"email": "dana"}, "Write an e-mail address such as name@example.kz."),
        ({"email": captain.email}, "This person is invited or a member already."),
        ({"role": ""}, "Choose the member&#x27;s role."),
    ):
        response = invite(signed_in, draft.hackathon, **said)
        page = response.content.decode()
        assert response.status_code == 422
        assert words in page
        assert 'value="Dana"' in page
    assert not draft.team.invitations.exists()


def test_full_team_shows_no_form(draft: Application, signed_in: Client) -> None:
    add_member(draft.team)
    InvitationFactory(team=draft.team)

    page = signed_in.get(at(draft.hackathon, "team")).content.decode()

    assert "Every place is taken" in page
    assert at(draft.hackathon, "invite") not in page


@pytest.mark.parametrize(
    ("status", "word", "may_renew"),
    [
        ("sent", "Sent", True),
        ("opened", "Opened", True),
        ("expired", "Expired", True),
        ("declined", "Declined", False),
    ],
)
def test_team_page_says_what_became_of_an_invitation(
    draft: Application, signed_in: Client, status: str, word: str, *, may_renew: bool
) -> None:
    invitation = InvitationFactory(team=draft.team, status=status, full_name="Dana")

    page = signed_in.get(at(draft.hackathon, "team")).content.decode()

    assert f">{word}</span>" in page
    renew = at(draft.hackathon, "invitation_renew", invitation.pk)
    assert (renew in page) == may_renew
    assert at(draft.hackathon, "invitation_cancel", invitation.pk) in page


def test_invitation_is_renewed_and_cancelled(draft: Application, signed_in: Client) -> None:
    invitation = InvitationFactory(team=draft.team, status="expired")

    signed_in.post(at(draft.hackathon, "invitation_renew", invitation.pk))
    invitation.refresh_from_db()
    assert (invitation.status, invitation.version) == ("sent", 2)
    signed_in.post(at(draft.hackathon, "invitation_cancel", invitation.pk))
    invitation.refresh_from_db()
    assert invitation.status == "cancelled"
    again = signed_in.post(
        at(draft.hackathon, "invitation_cancel", invitation.pk), follow=True
    ).content.decode()
    assert "Someone was faster" in again
    assert invitation.full_name not in again


def test_member_is_taken_out(draft: Application, signed_in: Client) -> None:
    member = draft.team.memberships.filter(is_captain=False).first()

    response = signed_in.post(at(draft.hackathon, "member_remove", member.pk), follow=True)

    assert "is no longer a member of the team" in response.content.decode()
    member.refresh_from_db()
    assert member.left_at is not None


def test_member_of_a_sent_application_stays(draft: Application, signed_in: Client) -> None:
    Application.objects.filter(pk=draft.pk).update(
        status="submitted", submitted_at=draft.team.created_at
    )
    member = draft.team.memberships.filter(is_captain=False).first()

    response = signed_in.post(at(draft.hackathon, "member_remove", member.pk), follow=True)

    assert "Recall it to change it." in response.content.decode()
    member.refresh_from_db()
    assert member.left_at is None
