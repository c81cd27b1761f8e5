"""The prize fund and the awards (R6.4)."""

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from bootcamp import rules
from bootcamp.models import Award, PrizeFund
from hackathon.audit import record
from hackathon.kit.constraints import constraint_refusals
from hackathon.kit.errors import Refused
from hackathon.kit.store import store
from hackathon.models import Hackathon, User
from registration.models import Entry


def lock_fund(hackathon: Hackathon) -> PrizeFund:
    """The fund under a lock, made from the announced figure the first time."""
    PrizeFund.objects.get_or_create(hackathon=hackathon, defaults={"amount": hackathon.prize_fund})
    return PrizeFund.objects.select_for_update().get(hackathon=hackathon)


def spend(fund: PrizeFund, amount: int) -> None:
    """Change what is awarded; the database holds it below the fund."""
    with constraint_refusals(PrizeFund):
        PrizeFund.objects.filter(pk=fund.pk).update(awarded=F("awarded") + amount)
    fund.refresh_from_db()


@transaction.atomic
def give_award(*, entry: Entry, place: int, amount: int, actor: User, now: datetime) -> Award:
    """Give a team in a prize place its sum; given again it replaces the earlier sum.

    Refuses `already_published`, `not_signed`, `no_prize_place`, `place_differs`, `amount_missing`,
    `fund_exceeded`, and `certificate_issued` where a paper with the earlier sum is out.
    """
    hackathon = entry.stage.hackathon
    fund = lock_fund(hackathon)
    rules.check_unpublished(hackathon)
    result = rules.check_place(entry, place)
    rules.check_amount(amount)
    award = Award.objects.select_for_update().filter(entry=entry).first()
    if award and award.certificates.filter(status="valid").exists():
        message = _("A certificate is issued for this award; revoke it first.")
        raise Refused(message, code="certificate_issued")
    before = award.amount if award else 0
    rules.check_fund(fund, amount - before)
    award = award or Award(hackathon=hackathon, entry=entry)
    award.result, award.place, award.amount = result, place, amount
    award.decided_at, award.decided_by = now, actor
    store(award)
    spend(fund, amount - before)
    record("bootcamp.award.give", award, actor=actor, now=now, place=place, amount=amount)
    return award


@transaction.atomic
def withdraw_award(*, award: Award, actor: User, now: datetime) -> None:
    """Take an award back before it is published; its sum is free again.

    Refuses `already_published`, `certificate_issued` if there ever was a certificate for it, and
    `stale` where somebody else has just taken it back.
    """
    fund = lock_fund(award.hackathon)
    rules.check_unpublished(award.hackathon)
    award = rules.check_still_given(award)
    if award.certificates.exists():
        message = _("A certificate was issued for this award; it stays in the record.")
        raise Refused(message, code="certificate_issued")
    record(
        "bootcamp.award.withdraw",
        award,
        actor=actor,
        now=now,
        place=award.place,
        amount=award.amount,
    )
    spend(fund, -award.amount)
    award.delete()


@transaction.atomic
def set_fund(
    *, hackathon: Hackathon, amount: int, reason: str, actor: User, now: datetime
) -> PrizeFund:
    """Change the fund, with a reason; never below what is awarded (R6.4).

    Refuses `reason_missing`, `fund_exceeded`.
    """
    reason = rules.check_reason(reason)
    fund = lock_fund(hackathon)
    before = fund.amount
    fund.amount = amount
    store(fund)
    record(
        "bootcamp.fund.set", fund, actor=actor, now=now, before=before, amount=amount, reason=reason
    )
    return fund
