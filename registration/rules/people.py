"""Rules of people: of age, free, and by their own word."""

from collections.abc import Iterable
from datetime import date, datetime

from django.utils.translation import gettext as _

from hackathon.kit.errors import Refused
from hackathon.models import Hackathon, LegalText
from hackathon.queries import current_legal_text
from hackathon.states import LegalKind
from registration import queries
from registration.models import Membership, Participant
from registration.states import (
    NEEDED_PURPOSES,
)

ACCEPTED_TEXTS = (LegalKind.RULES, LegalKind.CONSENT)
"""The texts without which nobody can accept or consent."""


def check_free(participant: Participant) -> None:
    """One participant is a member of one team only (R1.7)."""
    if participant.memberships.filter(left_at__isnull=True).exists():
        raise Refused(
            _("You are a member of another team. Leave it first."), code="in_another_team"
        )


def check_age(hackathon: Hackathon, birth_date: date, now: datetime) -> None:
    """A participant is of age (R1.7)."""
    if not queries.is_old_enough(birth_date, hackathon, now):
        raise Refused(
            _("Participants are %(age)d or older."),
            code="under_age",
            params={"field": "birth_date", "age": hackathon.min_age},
        )


def check_word_given(
    purposes: Iterable[str], declarations: Iterable[str], needed: Iterable[str]
) -> None:
    """Nobody takes part without the needed consents and declarations (R3.3, R3.7, R3.12)."""
    if set(NEEDED_PURPOSES) - set(purposes):
        raise Refused(
            _("Without this consent you cannot take part."),
            code="consent_missing",
            params={"field": "purposes"},
        )
    if set(needed) - set(declarations):
        raise Refused(
            _("Every one of these declarations is needed to take part."),
            code="declarations_missing",
            params={"field": "declarations"},
        )


def check_texts(hackathon: Hackathon) -> dict[str, LegalText]:
    """The texts that people accept and consent to, by kind: they bind once published (R7.1)."""
    texts = {kind: current_legal_text(hackathon, kind) for kind in ACCEPTED_TEXTS}
    found: dict[str, LegalText] = {kind: text for kind, text in texts.items() if text}
    if len(found) < len(texts):
        raise Refused(
            _("The organizer has not published the rules and the text of the consent yet."),
            code="texts_missing",
        )
    return found


def check_in_team(membership: Membership) -> None:
    """Who has left a team does nothing in it any more."""
    if membership.left_at is not None:
        raise Refused(_("This person has left the team."), code="stale")


def check_may_leave(membership: Membership, *, alone: bool) -> None:
    """A captain stays while there are other members: somebody answers for the team (R1.8)."""
    if membership.is_captain and not alone:
        raise Refused(_("The captain cannot leave the team."), code="captain_stays")
