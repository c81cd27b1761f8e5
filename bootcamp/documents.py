"""Documents of the boot camp's app: one function each, named as its template is."""

from datetime import date

import segno
from django.conf import settings

from bootcamp.models import Certificate
from hackathon.kit import tokens
from hackathon.kit.pdf import render_pdf
from hackathon.kit.translated import say


def check_code(certificate: Certificate) -> str:
    """What only the paper that we issued carries: bound to its number and to all that it says."""
    return tokens.make("certificate", certificate.number, certificate.sha256)


def is_own_code(certificate: Certificate, code: str) -> bool:
    """Whether a paper carries the code of this certificate, by today's key or an earlier one."""
    return tokens.check(code, "certificate", certificate.number, certificate.sha256)


def check_address(certificate: Certificate, language: str) -> str:
    """Where the QR code leads."""
    path = f"/{language}/certificates/{certificate.number}/?c={check_code(certificate)}"
    return f"{settings.SITE_URL.rstrip('/')}{path}"


def certificate(certificate: Certificate, *, language: str) -> bytes:
    """The certificate as PDF in one language; the same bytes every time."""
    facts = certificate.facts
    address = check_address(certificate, language)
    page = {
        "number": certificate.number,
        "hackathon_name": say(facts["hackathon"], language),
        "organizer": say(facts["organizer"], language),
        "team": facts["team"],
        "project": facts["project"],
        "members": facts["members"],
        "place": facts["place"],
        "amount": facts["amount"],
        "issued_on": date.fromisoformat(facts["issued_on"]),
        "address": address,
        "qr": segno.make(address, error="m", micro=False).svg_data_uri(border=2, omitsize=True),
        "sha256": certificate.sha256,
    }
    return render_pdf("documents/certificate.html", page, language=language)
