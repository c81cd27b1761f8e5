"""Certificates: issued with a number, revoked with a reason (R6.5)."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from bootcamp import queries, rules
from bootcamp.models import Award, Certificate
from bootcamp.services.awards import lock_fund
from bootcamp.states import REVOKE
from hackathon.audit import record
from hackathon.kit.errors import Refused
from hackathon.kit.fingerprint import fingerprint
from hackathon.kit.store import store
from hackathon.models import Hackathon, User
from hackathon.moves import make_move
from registration.queries import members_of

LONGEST_NAME = 20  # characters; with year and count a number has 30
CUT_NAME = 10


@transaction.atomic
def issue_certificate(*, award: Award, actor: User, now: datetime) -> Certificate:
    """Issue the certificate of an award: what the paper says is frozen and hashed here.

    Refuses `certificate_issued` while an earlier one is valid, and `stale` where the award has just
    been taken back.
    """
    lock_fund(award.hackathon)  # numbers are counted one by one, and the sum stands still
    award = rules.check_still_given(award)
    if award.certificates.filter(status="valid").exists():
        raise Refused(_("This award has a valid certificate."), code="certificate_issued")
    number = next_number(award.hackathon, now)
    facts = facts_of(award, number=number, now=now)
    certificate = store(
        Certificate(
            award=award,
            number=number,
            facts=facts,
            sha256=fingerprint(facts),
            issued_at=now,
            issued_by=actor,
        )
    )
    record("bootcamp.certificate.issue", certificate, actor=actor, now=now, number=number)
    return certificate


def next_number(hackathon: Hackathon, now: datetime) -> str:
    """The next number of the hackathon: its address, the year, and a count that has no gaps.

    A long address is cut, and the hackathon's key keeps the cut ones apart.
    """
    issued = queries.certificates_of(hackathon).count()
    slug = hackathon.slug
    name = slug if len(slug) <= LONGEST_NAME else f"{slug[:CUT_NAME]}-{hackathon.pk}"
    year = now.astimezone(ZoneInfo(hackathon.time_zone)).year
    return f"{name.upper()}-{year}-{issued + 1:04d}"


def facts_of(award: Award, *, number: str, now: datetime) -> dict[str, Any]:
    """What the certificate says, in every language where it differs."""
    hackathon, team = award.hackathon, award.entry.team
    day = now.astimezone(ZoneInfo(hackathon.time_zone)).date()
    return {
        "number": number,
        "hackathon": hackathon.name,
        "organizer": hackathon.organizer_name,
        "team": team.name,
        "project": team.application.title,
        "members": [one.participant.full_name for one in members_of(team)],
        "place": award.place,
        "amount": award.amount,
        "issued_on": day.isoformat(),
        "result_sha256": award.result.sha256,
    }


@transaction.atomic
def revoke_certificate(
    *, certificate: Certificate, reason: str, actor: User, now: datetime
) -> Certificate:
    """Take a certificate's force away; its check page says so and why.

    Refuses `reason_missing`, `stale`.
    """
    reason = rules.check_reason(reason)
    make_move(certificate, REVOKE, actor=actor, now=now, revoked_at=now, reason=reason)
    return certificate
