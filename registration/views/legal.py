"""The texts that bind, where people accept them: readable while a form is filled in (R3.9)."""

from typing import Any

from django.urls import reverse

from hackathon.models import Hackathon
from hackathon.queries import current_legal_text
from hackathon.states import LegalKind
from registration.forms import consent_years_words


def legal_facts(hackathon: Hackathon) -> dict[str, Any]:
    """Every text that binds now, where it can be read, and how long a consent holds."""
    found = {kind.value: current_legal_text(hackathon, kind) for kind in LegalKind}
    texts = {kind: text for kind, text in found.items() if text}
    addresses = {kind: reverse(f"hackathon:{kind}", args=[hackathon.slug]) for kind in texts}
    return {
        "texts": [(addresses[kind], text) for kind, text in texts.items()],
        "addresses": addresses,
        "consent_term": consent_years_words(hackathon),
    }
