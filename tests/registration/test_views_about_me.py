"""A member's own data, declarations and consents."""

import pytest
from django.test import Client
from django.urls import reverse

from hackathon.models import Hackathon
from registration.models import Application, Membership
from tests.factories import LegalTextFactory, texts
from tests.factories.registration import CAPTAINS_WORD, captain_of
from tests.registration.pages import at

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]

OWN = {
    "full_name": "Asel Nurgalieva",
    "birth_date": "27.03.2004",
    "phone": "8 701 234 56 78",
    "declaration_rules": "on",
    "declaration_equipment": "on",
    "purpose_taking_part": "on",
    "purpose_prize": "on",
}


def own_word(hackathon: Hackathon, **said) -> dict:
    return OWN | {"city": hackathon.cities.get().pk} | said


def test_about_me_confirms_a_member(
    draft: Application, newcomer: Membership, newcomers: Client
) -> None:
    hackathon = draft.hackathon

    response = newcomers.post(at(hackathon, "about_me"), own_word(hackathon))

    assert response.status_code == 302
    assert response["Location"] == at(hackathon, "my")
    newcomer.refresh_from_db()
    participant = newcomer.participant
    assert newcomer.confirmed_at is not None
    assert participant.full_name == "Asel Nurgalieva"
    assert participant.birth_date.isoformat() == "2004-03-27"
    assert participant.phone == "+77012345678"
    assert participant.city == hackathon.cities.get()
    assert set(participant.consents.values_list("purpose", flat=True)) == {"taking_part", "prize"}
    evidence = participant.consents.first().evidence
    assert evidence["language"] == "en"


def test_about_me_lets_every_text_be_read_on_the_page(
    draft: Application, newcomer: Membership, newcomers: Client
) -> None:
    hackathon = draft.hackathon
    for kind in ("rules", "privacy", "consent"):
        text = texts(f"Words of {kind}.")
        LegalTextFactory(hackathon=hackathon, kind=kind, version=2, text=text)

    page = newcomers.get(at(hackathon, "about_me")).content.decode()

    for kind in ("rules", "privacy", "consent"):
        assert f"Words of {kind}." in page
        assert f'href="{reverse(f"hackathon:{kind}", args=[hackathon.slug])}"' in page
    assert "A consent holds for 3 years." in page


def test_about_me_asks_a_captain_for_more(draft: Application, client: Client) -> None:
    client.force_login(captain_of(draft))
    page = client.get(at(draft.hackathon, "about_me")).content.decode()

    for code in CAPTAINS_WORD["declarations"]:
        assert f'name="declaration_{code}"' in page


def test_about_me_shows_what_was_said_before(draft: Application, client: Client) -> None:
    client.force_login(captain_of(draft))
    page = client.get(at(draft.hackathon, "about_me")).content.decode()

    assert 'value="20.05.2000"' in page
    assert 'value="+7 701 234 5678"' in page
    assert page.count(" checked") == 7


def test_about_me_keeps_everything_that_was_typed(
    draft: Application, newcomer: Membership, newcomers: Client
) -> None:
    said = own_word(draft.hackathon, birth_date="31.02.2004", phone="12", declaration_rules="")

    response = newcomers.post(at(draft.hackathon, "about_me"), said)
    page = response.content.decode()

    assert response.status_code == 422
    for field in ("birth_date", "phone", "declaration_rules"):
        assert f'href="#id_{field}"' in page
    assert 'value="31.02.2004"' in page
    assert 'value="12"' in page
    assert 'value="Asel Nurgalieva"' in page
    newcomer.refresh_from_db()
    assert newcomer.confirmed_at is None


@pytest.mark.parametrize("box", ["purpose_taking_part", "purpose_prize", "declaration_equipment"])
def test_about_me_needs_each_word(
    draft: Application, newcomer: Membership, newcomers: Client, box: str
) -> None:
    response = newcomers.post(
        at(draft.hackathon, "about_me"), own_word(draft.hackathon, **{box: ""})
    )

    assert response.status_code == 422
    assert f'href="#id_{box}"' in response.content.decode()
    newcomer.refresh_from_db()
    assert newcomer.confirmed_at is None


def test_about_me_puts_a_rule_beside_its_field(
    draft: Application, newcomer: Membership, newcomers: Client
) -> None:
    said = own_word(draft.hackathon, birth_date="02.09.2008")

    response = newcomers.post(at(draft.hackathon, "about_me"), said)

    assert response.status_code == 422
    assert 'href="#id_birth_date">' in response.content.decode()
    newcomer.refresh_from_db()
    assert newcomer.confirmed_at is None
