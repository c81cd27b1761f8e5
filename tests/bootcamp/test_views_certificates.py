"""The check of certificates, and their PDF."""

import re

import pytest
from django.conf import settings as django_settings
from django.test import Client
from django.urls import reverse

from bootcamp import documents, services
from bootcamp.models import Certificate
from hackathon.kit.fingerprint import fingerprint
from tests.factories.bootcamp import Camp

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock", "no_second_factor")]


def verdict(client: Client, number: str, code: str = "") -> tuple[str, str]:
    """What the check page says first, and the whole page."""
    address = reverse("bootcamp:certificate", args=[number])
    page = client.get(address, {"c": code} if code else {}).content.decode()
    (block,) = re.findall(r'<div class="verdict.*?</div>', page, re.DOTALL)
    (title,) = re.findall(r"<h2>(.*?)</h2>", block)
    return title, page


def certificate_of(camp: Camp, number: int = 0) -> Certificate:
    return camp.entries[number].award.certificates.get()


def revoke(camp: Camp, certificate: Certificate) -> None:
    services.revoke_certificate(
        certificate=certificate, reason="Wrong name.", actor=camp.organizer, now=camp.now
    )


VALID = "The certificate is valid"
REVOKED = "The certificate was revoked"
ALTERED = "This is not the paper that we issued"
UNKNOWN = "We issued no certificate of this number"
BROKEN = "The record of this certificate was changed after it was issued"


def test_number_tells_what_is_public_and_no_more(published: Camp, client: Client) -> None:
    certificate = certificate_of(published)

    title, page = verdict(client, certificate.number)

    assert title == VALID
    assert "«Қыран»" in page
    assert "10\N{NO-BREAK SPACE}000\N{NO-BREAK SPACE}000" in page
    assert not any(name in page for name in certificate.facts["members"])
    assert certificate.sha256 not in page


def test_paper_with_its_code_tells_all(published: Camp, client: Client) -> None:
    certificate = certificate_of(published)

    title, page = verdict(client, certificate.number, documents.check_code(certificate))

    assert title == VALID
    assert all(name in page for name in certificate.facts["members"])
    assert certificate.sha256 in page


@pytest.mark.parametrize("code", ["x", "ө", "\x00", "A" * 43])
def test_paper_with_a_wrong_code_is_not_ours(published: Camp, client: Client, code: str) -> None:
    certificate = certificate_of(published)

    title, page = verdict(client, certificate.number, code)

    assert title == ALTERED
    assert not any(name in page for name in certificate.facts["members"])


def test_code_of_one_paper_is_wrong_on_another(published: Camp, client: Client) -> None:
    code = documents.check_code(certificate_of(published, 1))

    assert verdict(client, certificate_of(published, 0).number, code)[0] == ALTERED


def test_revoked_paper_says_when_and_why(published: Camp, client: Client) -> None:
    certificate = certificate_of(published)
    revoke(published, certificate)

    for code in ("", documents.check_code(certificate)):
        title, page = verdict(client, certificate.number, code)
        assert title == REVOKED
        assert "Wrong name." in page
        assert "2026-09-01T14:00:00+05:00" in page


def test_number_that_was_never_issued_is_unknown(db, client: Client) -> None:
    response = client.get(reverse("bootcamp:certificate", args=["TEST-2026-0001"]))

    assert response.status_code == 404
    assert UNKNOWN in response.content.decode()


def test_number_tells_nothing_before_the_winners_are_published(
    issued: Camp, client: Client
) -> None:
    """Numbers can be guessed; certificates are issued before their winners are announced."""
    certificate = certificate_of(issued)

    for code in ("", "wrong"):
        title, page = verdict(client, certificate.number, code)
        assert title == UNKNOWN
        assert "Қыран" not in page
    assert verdict(client, certificate.number, documents.check_code(certificate))[0] == VALID


def test_number_of_a_hidden_hackathon_tells_strangers_nothing(
    published: Camp, client: Client
) -> None:
    published.hackathon.is_public = False
    published.hackathon.save()
    number = certificate_of(published).number

    assert verdict(client, number)[0] == UNKNOWN
    client.force_login(published.captain(3))
    assert verdict(client, number)[0] == VALID


def test_record_that_was_changed_behind_our_back_shows(published: Camp, client: Client) -> None:
    certificate = certificate_of(published)
    code = documents.check_code(certificate)
    Certificate.objects.filter(pk=certificate.pk).update(
        facts=certificate.facts | {"amount": 99_000_000}
    )

    for given in ("", code):
        title, page = verdict(client, certificate.number, given)
        assert title == BROKEN
        assert "99\N{NO-BREAK SPACE}000" not in page


def test_record_and_fingerprint_changed_together_still_show_on_the_paper(
    published: Camp, client: Client
) -> None:
    certificate = certificate_of(published)
    code = documents.check_code(certificate)
    forged = certificate.facts | {"amount": 99_000_000}
    Certificate.objects.filter(pk=certificate.pk).update(facts=forged, sha256=fingerprint(forged))

    assert verdict(client, certificate.number, code)[0] == ALTERED


def test_finding_by_number_leads_to_the_check_page(published: Camp, client: Client) -> None:
    number = certificate_of(published).number

    response = client.get(reverse("bootcamp:certificate_find"), {"number": f"№ {number.lower()}"})

    assert response.status_code == 302
    assert response["Location"] == reverse("bootcamp:certificate", args=[number])


@pytest.mark.parametrize("number", ["", "a/b", "../../admin", "ә", "x y", "\x00"])
def test_finding_by_nonsense_is_an_error_on_the_form(db, client: Client, number: str) -> None:
    response = client.get(reverse("bootcamp:certificate_find"), {"number": number})

    assert response.status_code == 422


@pytest.mark.parametrize("number", ["%00", "a%2Fb", "%D3%99"])
def test_address_that_is_no_number_is_not_found(db, client: Client, number: str) -> None:
    assert client.get(f"/en/certificates/{number}/").status_code == 404


@pytest.mark.parametrize("who", ["captain", "organizer"])
def test_check_page_offers_the_pdf_to_whom_it_belongs(
    published: Camp, client: Client, who: str
) -> None:
    number = certificate_of(published).number
    assert "/pdf/" not in verdict(client, number)[1]

    client.force_login(published.captain() if who == "captain" else published.organizer)

    page = verdict(client, number)[1]
    assert all(f"/pdf/{code}/" in page for code, _name in django_settings.LANGUAGES)


def test_pdf_is_a_file_of_its_own_name(published: Camp, client: Client) -> None:
    certificate = certificate_of(published)
    client.force_login(published.members()[2].participant.user)

    response = client.get(reverse("bootcamp:certificate_pdf", args=[certificate.number, "ru"]))

    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == f'attachment; filename="{certificate.number}-ru.pdf"'
    assert response["Cache-Control"] == "private, no-store"
    assert response.content == documents.certificate(certificate, language="ru")


@pytest.mark.parametrize("language", ["de", "KK", "kk-kz"])
def test_pdf_exists_in_the_three_languages_only(
    published: Camp, client: Client, language: str
) -> None:
    client.force_login(published.captain())
    number = certificate_of(published).number

    response = client.get(reverse("bootcamp:certificate_pdf", args=[number, language]))

    assert response.status_code == 404


def test_pdf_that_was_revoked_is_the_teams_no_more(published: Camp, client: Client) -> None:
    certificate = certificate_of(published)
    revoke(published, certificate)
    client.force_login(published.captain())

    response = client.get(reverse("bootcamp:certificate_pdf", args=[certificate.number, "kk"]))

    assert response.status_code == 404
