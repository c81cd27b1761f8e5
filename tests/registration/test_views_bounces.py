"""An invitation that no mail server takes: what the captain sees, and what there is to do."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from hackathon.models import Letter, User
from hackathon.services.letters import send_letters
from registration.models import Application, Invitation
from registration.services import invite_member, renew_invitation
from tests.factories.registration import InvitationFactory, add_member, open_hackathon
from tests.factories.registration import ready_application as ready
from tests.smtp import NEVER, mailing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]

SAID = {"full_name": "Dana", "role": "lawyer", "language": "ru"}


def address_of(application: Application, name: str = "team") -> str:
    return reverse(f"registration:{name}", args=[application.hackathon.slug])


@pytest.fixture
def bounced(draft: Application, captain: User, now: datetime, settings) -> Invitation:
    """An invitation that the mail server has refused for ever."""
    invitation = invite_member(team=draft.team, email="dnaa@x.kz", actor=captain, now=now, **SAID)
    with mailing(settings) as sink:
        sink.replies["rcpt"] = NEVER
        send_letters(clock=lambda: now)
    return invitation


def read(client: Client, application: Application, asked: str = "") -> str:
    return client.get(address_of(application) + asked).content.decode()


@pytest.mark.parametrize(
    ("language", "badge", "words"),
    [
        ("en", ">Not delivered</span>", "The letter could not be delivered to dnaa@x.kz."),
        ("kk", ">Жеткізілмеді</span>", "Хат dnaa@x.kz мекенжайына жеткізілмеді."),
        ("ru", ">Не доставлено</span>", "Письмо не удалось доставить на адрес dnaa@x.kz."),
    ],
)
def test_captain_sees_at_once_that_the_letter_did_not_arrive(
    draft: Application,
    bounced: Invitation,
    signed_in: Client,
    *,
    language: str,
    badge: str,
    words: str,
) -> None:
    with translation.override(language):
        page = read(signed_in, draft)

    assert badge in page
    assert words in page
    assert f'href="?correct={bounced.pk}#invite"' in page


def test_letter_that_arrived_is_no_matter(draft: Application, signed_in: Client, now) -> None:
    other = InvitationFactory(team=draft.team)
    Letter.objects.create(
        letter="registration/invitation",
        address=other.email,
        about=f"invitation:{other.pk}",
        created_at=now,
        due_at=now,
        sent_at=now,
    )

    page = read(signed_in, draft)

    assert "Not delivered" not in page
    assert "?correct=" not in page


def test_invitation_that_is_sent_again_waits_again(
    draft: Application, bounced: Invitation, signed_in: Client, captain: User, now: datetime
) -> None:
    renew_invitation(invitation=bounced, actor=captain, now=now + timedelta(hours=1))

    assert "Not delivered" not in read(signed_in, draft)


def test_address_is_corrected_in_the_form_that_knows_the_rest(
    draft: Application, bounced: Invitation, signed_in: Client
) -> None:
    page = read(signed_in, draft, f"?correct={bounced.pk}")
    form = page.partition('id="invite"')[2].partition("</form>")[0]

    assert "Correct the address and invite again" in form
    assert 'value="Dana"' in form
    assert 'value="dnaa@x.kz"' in form
    assert '<option value="lawyer" selected>' in form
    assert f'name="instead_of" value="{bounced.pk}"' in form


def test_corrected_invitation_takes_the_place_of_the_earlier_one(
    draft: Application, bounced: Invitation, signed_in: Client
) -> None:
    add_member(draft.team)  # four and one invited: the team is full

    answer = signed_in.post(
        address_of(draft, "invite"), SAID | {"email": "dana@x.kz", "instead_of": bounced.pk}
    )

    assert answer.status_code == 302
    assert list(draft.team.invitations.order_by("pk").values_list("email", "status")) == [
        ("dnaa@x.kz", "cancelled"),
        ("dana@x.kz", "sent"),
    ]
    page = read(signed_in, draft)
    assert "dana@x.kz" in page
    assert "dnaa@x.kz" not in page


def test_correction_that_is_refused_changes_nothing(
    draft: Application, bounced: Invitation, signed_in: Client, captain: User
) -> None:
    for email, status in ((captain.email, 422), ("dana", 422)):
        answer = signed_in.post(
            address_of(draft, "invite"), SAID | {"email": email, "instead_of": bounced.pk}
        )
        assert answer.status_code == status
        assert f'name="instead_of" value="{bounced.pk}"' in answer.content.decode()

    assert [one.status for one in draft.team.invitations.all()] == ["sent"]


def test_invitation_that_is_confirmed_by_now_is_not_replaced(
    draft: Application, bounced: Invitation, signed_in: Client
) -> None:
    Invitation.objects.update(status="confirmed", membership=draft.team.memberships.last())

    answer = signed_in.post(
        address_of(draft, "invite"), SAID | {"email": "dana@x.kz", "instead_of": bounced.pk}
    )

    assert answer.status_code == 422
    assert "Someone was faster" in answer.content.decode()
    assert draft.team.invitations.count() == 1


def test_invitation_of_another_team_cannot_be_replaced(
    draft: Application, signed_in: Client
) -> None:
    foreign = InvitationFactory(team=ready(open_hackathon()).team, full_name="Foreign person")

    answer = signed_in.post(
        address_of(draft, "invite"), SAID | {"email": "dana@x.kz", "instead_of": foreign.pk}
    )

    assert answer.status_code == 404
    assert not draft.team.invitations.exists()
    foreign.refresh_from_db()
    assert foreign.status == "sent"
    for asked in (foreign.pk, "x", "9" * 40):
        assert "Foreign person" not in read(signed_in, draft, f"?correct={asked}")
