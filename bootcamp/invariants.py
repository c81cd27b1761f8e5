"""What is always true of mentors, prizes and certificates."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Sum, Value
from django.db.models.functions import Coalesce, Upper
from django.utils.translation import gettext_lazy as _

from bootcamp.models import Award, Certificate, MentorTeam, PrizeFund
from bootcamp.queries import is_intact
from bootcamp.states import CERTIFICATE_MOVES, CertificateStatus
from hackathon.invariants import offence
from hackathon.kit.invariants import Offence, invariant
from hackathon.queries import unrecorded
from hackathon.states import StageKind, StageStatus
from judging.models import Conflict, Result

AWARDS, CERTIFICATES = "bootcamp:awards", "bootcamp:certificates"
SAYS = ("number", "place", "amount", "result_sha256")


def funds() -> QuerySet[Any]:
    """Every fund with the sum of its awards."""
    total = Coalesce(Sum("hackathon__awards__amount"), Value(0))
    return PrizeFund.objects.select_related("hackathon").annotate(total=total)


def awards() -> QuerySet[Award]:
    """Every award with what it refers to."""
    return Award.objects.select_related(
        "hackathon", "entry__team", "entry__stage", "result__round__stage"
    )


def certificates() -> QuerySet[Certificate]:
    """Every certificate with its award."""
    return Certificate.objects.select_related("award__hackathon", "award__result", "award__entry")


def paper(certificate: Certificate, what: Any = "") -> Offence:
    """A certificate that breaks a rule."""
    told = f"{certificate.number} {what}".strip()
    return offence(told, certificate.award.hackathon.slug, CERTIFICATES)


@invariant("R1.9", _("Whoever mentors a team has a conflict of interest with it."))
def mentor_has_a_conflict() -> Iterator[Offence]:
    known = Conflict.objects.filter(judge=OuterRef("mentor"), team=OuterRef("entry__team"))
    rows = MentorTeam.objects.exclude(Exists(known))
    for pair in rows.select_related("mentor", "entry__team", "entry__stage__hackathon"):
        yield offence(pair, pair.entry.stage.hackathon.slug, "bootcamp:mentors")


@invariant("R4.5", _("Mentors advise the teams of the boot camp."))
def mentor_advises_in_the_camp() -> Iterator[Offence]:
    rows = MentorTeam.objects.exclude(entry__stage__kind=StageKind.BOOTCAMP)
    for pair in rows.select_related("mentor", "entry__team", "entry__stage__hackathon"):
        yield offence(pair, pair.entry.stage.hackathon.slug, "bootcamp:mentors")


@invariant("R6.4", _("Awards add up to no more than the prize fund."))
def awards_are_within_the_fund() -> Iterator[Offence]:
    for fund in funds().filter(total__gt=F("amount")):
        yield offence(f"{fund.total} > {fund.amount}", fund.hackathon.slug, AWARDS)


@invariant("R6.4", _("What a fund has spent is the sum of its awards."))
def fund_counts_its_awards() -> Iterator[Offence]:
    for fund in funds().exclude(total=F("awarded")):
        yield offence(f"{fund.total} ≠ {fund.awarded}", fund.hackathon.slug, AWARDS)
    without = Award.objects.filter(hackathon__fund=None).select_related("hackathon")
    for award in without:
        yield offence(award.pk, award.hackathon.slug, AWARDS)


@invariant("R6.2", _("Every award is for the place that the jury signed in the final."))
def award_is_for_the_signed_place() -> Iterator[Offence]:
    for award in awards():
        stage = award.result.round.stage
        places = {row["entry"]: row["place"] for row in award.result.manifest["rows"]}
        is_here = stage.kind == StageKind.FINAL and stage.hackathon_id == award.hackathon_id
        if not is_here or places.get(award.entry_id) != award.place:
            yield offence(award, award.hackathon.slug, AWARDS)


@invariant("R6.2", _("No award is without its sum, and none beyond the prize places."))
def award_has_its_sum() -> Iterator[Offence]:
    beyond = Q(place__gt=F("hackathon__prize_places")) | Q(place=0)
    for award in awards().filter(beyond | Q(amount=0)):
        yield offence(f"{award}: {award.amount}", award.hackathon.slug, AWARDS)


@invariant("R6.3", _("Published winners have their awards and their certificates."))
def published_winner_has_a_certificate() -> Iterator[Offence]:
    published = Q(round__stage__kind=StageKind.FINAL, round__stage__status=StageStatus.PUBLISHED)
    rows = Result.objects.filter(published, version=F("round__version"))
    issued = set(Certificate.objects.values_list("award__entry", flat=True))
    for result in rows.select_related("round__stage__hackathon"):
        hackathon = result.round.stage.hackathon
        for row in result.manifest["rows"]:
            wins = row["place"] is not None and row["place"] <= hackathon.prize_places
            if wins and row["entry"] not in issued:
                yield offence(row["team"], hackathon.slug, CERTIFICATES)


@invariant("R6.5", _("A certificate is what its fingerprint says."))
def certificate_is_what_was_issued() -> Iterator[Offence]:
    for certificate in certificates():
        if not is_intact(certificate):
            yield paper(certificate)


@invariant("R6.5", _("A valid certificate says what was signed and awarded."))
def certificate_says_what_was_signed() -> Iterator[Offence]:
    for certificate in certificates().filter(status=CertificateStatus.VALID):
        facts, award = certificate.facts, certificate.award
        signed = (certificate.number, award.place, award.amount, award.result.sha256)
        if signed != tuple(facts.get(name) for name in SAYS):
            yield paper(certificate)


@invariant("R6.5", _("No two certificates have the same number."))
def certificate_number_is_its_own() -> Iterator[Offence]:
    numbers = Certificate.objects.annotate(key=Upper("number")).order_by().values_list("key")
    for number, _count in numbers.annotate(n=Count("pk")).filter(n__gt=1):
        yield Offence(number)


@invariant("R6.5", _("The numbers of a hackathon's certificates are counted without a gap."))
def certificate_numbers_have_no_gap() -> Iterator[Offence]:
    issued: dict[str, list[int]] = {}
    for slug, number in Certificate.objects.values_list("award__hackathon__slug", "number"):
        issued.setdefault(slug, []).append(int(number.rpartition("-")[2]))
    for slug, counts in issued.items():
        if sorted(counts) != list(range(1, len(counts) + 1)):
            yield offence(sorted(counts), slug, CERTIFICATES)


@invariant("R6.5", _("An award has one valid certificate at most."))
def award_has_one_valid_certificate() -> Iterator[Offence]:
    valid = certificates().filter(status=CertificateStatus.VALID)
    counted = Counter(one.award_id for one in valid)
    for certificate in valid:
        if counted[certificate.award_id] > 1:
            yield paper(certificate)


@invariant("R6.5", _("A revoked certificate has its day and its reason."))
def revoked_certificate_has_a_reason() -> Iterator[Offence]:
    gaps = Q(reason="") | Q(revoked_at__isnull=True)
    for certificate in certificates().exclude(status=CertificateStatus.VALID).filter(gaps):
        yield paper(certificate)


@invariant("R6.5", _("Every certificate has a known status, with its line in the trail."))
def certificate_status_is_recorded() -> Iterator[Offence]:
    for certificate in unrecorded(certificates(), CERTIFICATE_MOVES):
        yield paper(certificate, certificate.status)
