"""Letters of the ground floor: one function each, named by what has happened."""

from datetime import datetime

from hackathon.models import ApiToken, Badge, LegalText
from hackathon.outbox import Post, post, post_many
from hackathon.queries import people_with


def badge_given(badge: Badge, *, now: datetime) -> None:
    """Tell a person what they are in a hackathon now; written anew when it changes."""
    duties = [
        name
        for name in ("organizer", "judge", "chair", "mentor", "auditor")
        if getattr(badge, f"is_{name}")
    ]
    post(
        "hackathon/badge_given",
        about=f"badge:{badge.pk}:{'+'.join(duties)}",
        now=now,
        hackathon=badge.hackathon,
        to=badge.person,
        duties=duties,
        needs_second_factor=badge.needs_second_factor,
        path=f"/{badge.hackathon.slug}/",
    )


def legal_text_changed(text: LegalText, *, now: datetime) -> None:
    """Tell everyone who takes part that a text that binds has a new version (R7.1)."""
    facts = {
        "title": text.title,
        "change": text.change,
        "version_number": text.version,
        "path": f"/{text.hackathon.slug}/{text.kind}/",
    }
    letters = [
        Post("hackathon/legal_text_changed", f"legaltext:{text.pk}", to=person, facts=facts)
        for person in people_with(text.hackathon, "is_participant")
    ]
    post_many(letters, now=now, hackathon=text.hackathon)


def token_made(token: ApiToken, *, now: datetime) -> None:
    """Tell a person of a new key to the API: whoever made it may act in their name."""
    post(
        "hackathon/token_made",
        about=f"apitoken:{token.pk}",
        now=now,
        to=token.person,
        name=token.name,
        expires_at=token.expires_at,
        path="/accounts/tokens/",
    )
