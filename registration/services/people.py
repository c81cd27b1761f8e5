"""What participants say for themselves: own data, declarations, consents (R3.7, R3.8, R3.10)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from hackathon.audit import record
from hackathon.kit.errors import Refused
from hackathon.kit.store import store
from hackathon.models import City, LegalText, User
from hackathon.states import LegalKind
from registration import queries, rules
from registration.models import (
    Acceptance,
    Consent,
    Entry,
    Invitation,
    Membership,
    Participant,
    Team,
)
from registration.services.locks import lock_membership, lock_person
from registration.services.teams import vacate_seat
from registration.states import (
    CAPTAIN_DECLARATIONS,
    MEMBER_DECLARATIONS,
    NEEDED_PURPOSES,
    Declaration,
    Purpose,
)


@dataclass(frozen=True)
class OwnWord:
    """What one person said for themself, in one go."""

    full_name: str
    birth_date: date
    phone: str
    city: City | None
    purposes: Sequence[str]
    declarations: Sequence[str]
    evidence: Mapping[str, Any] = field(default_factory=dict)


@transaction.atomic
def confirm_own_data(
    *,
    membership: Membership,
    full_name: str,
    birth_date: date,
    phone: str,
    city: City | None,
    purposes: Sequence[str],
    declarations: Sequence[str],
    actor: User,
    now: datetime,
    evidence: Mapping[str, Any] | None = None,
) -> Membership:
    """Take a member's own data, declarations and consents; from the first time the member counts.

    Who has confirmed can correct the data at any time (R3.10). Refuses `applications_closed`,
    `not_editable`, `stale`, `under_age`, `consent_missing`, `declarations_missing`,
    `texts_missing`.
    """
    membership = lock_membership(membership)
    rules.check_in_team(membership)
    if not membership.confirmed_at:
        rules.check_applications_open(membership.team.hackathon, now)
        rules.check_editable(membership.team.application)
    word = OwnWord(full_name, birth_date, phone, city, purposes, declarations, evidence or {})
    take_word(membership.participant, word, is_captain=membership.is_captain, actor=actor, now=now)
    if not membership.confirmed_at:
        membership.confirmed_at = now
        membership.save(update_fields=["confirmed_at"])
        count_in(membership)
    record("registration.membership.confirm", membership, actor=actor, now=now)
    return membership


def take_word(
    participant: Participant, word: OwnWord, *, is_captain: bool, actor: User, now: datetime
) -> None:
    """Write down what a person said: data on the row, each declaration and consent as its own.

    Refuses who is not of age, and who leaves out a consent or declaration that is needed.
    """
    needed = MEMBER_DECLARATIONS + (CAPTAIN_DECLARATIONS if is_captain else ())
    rules.check_age(participant.hackathon, word.birth_date, now)
    rules.check_word_given(word.purposes, word.declarations, needed)
    texts = rules.check_texts(participant.hackathon)
    participant.full_name, participant.birth_date = word.full_name, word.birth_date
    participant.phone, participant.city = word.phone, word.city
    store(participant)
    _accept(participant, needed, texts, now)
    _consent(participant, word, texts[LegalKind.CONSENT], actor, now)


def count_in(membership: Membership) -> None:
    """Let a member count from now on: the database holds the team below its maximum (R1.8)."""
    Team.objects.filter(pk=membership.team_id).update(size=F("size") + 1)


@transaction.atomic
def withdraw_consent(*, consent: Consent, actor: User, now: datetime) -> None:
    """Take a consent back (R3.10). Without one that is needed, taking part ends and data go.

    What a published list must keep stays: the name. Refuses `stale` if it was withdrawn already.
    """
    participant = consent.participant
    membership = participant.memberships.filter(left_at__isnull=True).first()
    if membership:
        membership = lock_membership(membership)
    lock_person(participant.user)
    if not end_consent(consent, actor=actor, now=now):
        raise Refused(_("This consent is withdrawn already."), code="stale")
    if consent.purpose not in NEEDED_PURPOSES:
        return
    for other in queries.standing_consents([participant]).filter(purpose__in=NEEDED_PURPOSES):
        end_consent(other, actor=actor, now=now)
    if membership and membership.left_at is None:
        vacate_seat(membership, actor=actor, now=now)
    _erase(participant)
    record("registration.participant.erase", participant, actor=actor, now=now)


def end_consent(consent: Consent, *, actor: User, now: datetime) -> bool:
    """Note that a consent has ended; False if it had already."""
    standing = Consent.objects.filter(pk=consent.pk, withdrawn_at__isnull=True)
    if not standing.update(withdrawn_at=now):
        return False
    record("registration.consent.withdraw", consent, actor=actor, now=now, purpose=consent.purpose)
    return True


DECLARED_IN = dict.fromkeys(Declaration, LegalKind.RULES) | {
    Declaration.MEMBERS_CONSENT: LegalKind.CONSENT
}
"""Which text each declaration stands in."""


def _accept(
    participant: Participant,
    declarations: Iterable[Declaration],
    texts: Mapping[str, LegalText],
    now: datetime,
) -> None:
    """Add what was not accepted yet in the text that binds now (R7.1)."""
    known = set(participant.acceptances.values_list("declaration", "legal_text_id"))
    Acceptance.objects.bulk_create(
        Acceptance(
            participant=participant,
            declaration=one,
            legal_text=texts[DECLARED_IN[one]],
            accepted_at=now,
        )
        for one in declarations
        if (one.value, texts[DECLARED_IN[one]].pk) not in known
    )


def _consent(
    participant: Participant, word: OwnWord, text: LegalText, actor: User, now: datetime
) -> None:
    """Make the consents that stand those that the person gave, each in the text that binds now."""
    standing = {consent.purpose: consent for consent in queries.standing_consents([participant])}
    until = years_later(now, participant.hackathon.consent_years)
    for purpose in Purpose.values:
        old, is_given = standing.get(purpose), purpose in word.purposes
        holds = bool(old and old.legal_text_id == text.pk and old.valid_until > now)
        if old and not (is_given and holds):
            end_consent(old, actor=actor, now=now)
        if is_given and not holds:
            Consent.objects.create(
                participant=participant,
                purpose=purpose,
                legal_text=text,
                given_at=now,
                valid_until=until,
                evidence=dict(word.evidence),
            )


def years_later(moment: datetime, years: int) -> datetime:
    """The same moment so many years on; what would be 29 February is the day before (R3.7)."""
    try:
        return moment.replace(year=moment.year + years)
    except ValueError:
        return moment.replace(year=moment.year + years, day=28)


def _erase(participant: Participant) -> None:
    """Forget what a person said; a name that a published list bears stays."""
    teams = participant.memberships.values("team")
    if not Entry.objects.filter(team__in=teams).exists():
        participant.full_name = ""
    participant.birth_date, participant.phone, participant.city = None, "", None
    participant.competences = []
    participant.save()
    for invitation in Invitation.objects.filter(membership__participant=participant):
        invitation.full_name, invitation.email = "", f"erased-{invitation.pk}@erased.invalid"
        invitation.save(update_fields=["full_name", "email"])
