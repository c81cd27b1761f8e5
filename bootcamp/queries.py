"""What the boot camp's app knows. Reading only."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from bootcamp.models import Award, Certificate, MentorTeam, PrizeFund
from hackathon.kit.fingerprint import fingerprint
from hackathon.kit.money import split_shares
from hackathon.models import Badge, Hackathon, Stage, User
from hackathon.queries import Person, badges_of, stage_of
from hackathon.states import StageKind, StageStatus
from judging import queries as judging
from judging.models import Result
from judging.queries import StandingRow
from registration import queries as registration
from registration.models import Entry, Membership, Team

SHARES = (50, 30, 20)
"""Percent of the fund suggested for the first places; the organizer or the jury sets the sums."""


@dataclass(frozen=True)
class PrizePlace:
    """One team in a prize place of the signed final: what it has, or could have."""

    row: StandingRow
    award: Award | None
    suggested: int  # whole tenge


def mentored_by(mentor: User, hackathon: Hackathon) -> QuerySet[MentorTeam]:
    """The teams that a mentor advises."""
    pairs = MentorTeam.objects.filter(mentor=mentor, entry__stage__hackathon=hackathon)
    return pairs.select_related("entry__team__application", "entry__stage").order_by("pk")


def mentors_team(mentor: Person, team: int) -> bool:
    """Whether a mentor advises a team."""
    return MentorTeam.objects.filter(mentor_id=mentor.pk, entry__team=team).exists()


def mentors_of(entries: Iterable[Entry]) -> QuerySet[MentorTeam]:
    """Who advises these teams."""
    pairs = MentorTeam.objects.filter(entry__in=list(entries))
    return pairs.select_related("mentor", "entry__team").order_by("entry", "pk")


def members_by_team(teams: Iterable[Team]) -> dict[int, list[Membership]]:
    """The active members of some teams, each captain first."""
    people = Membership.objects.filter(team__in=list(teams), left_at__isnull=True)
    found: dict[int, list[Membership]] = defaultdict(list)
    for member in people.select_related("participant").order_by("-is_captain", "seat"):
        found[member.team_id].append(member)
    return dict(found)


def positions_of(hackathon: Hackathon, people: Iterable[User]) -> dict[int, Badge]:
    """The badges of some people, by person."""
    found = Badge.objects.filter(hackathon=hackathon, person__in=list(people))
    return {badge.person_id: badge for badge in found}


def camp_entries(hackathon: Hackathon) -> list[Entry]:
    """The teams of the boot camp."""
    return list(registration.entries_of(stage_of(hackathon, StageKind.BOOTCAMP)))


def final_result(hackathon: Hackathon) -> Result | None:
    """The signed result of the final."""
    results = Result.objects.select_related("round__stage__hackathon").order_by("-version")
    here = {"round__stage__hackathon": hackathon, "round__stage__kind": StageKind.FINAL}
    return results.filter(**here).first()


def fund_of(hackathon: Hackathon) -> PrizeFund | None:
    """What may be awarded and what is; None before the first award."""
    return PrizeFund.objects.filter(hackathon=hackathon).first()


def fund_facts(hackathon: Hackathon) -> dict[str, int]:
    """The fund in whole tenge: its size, what is awarded, what is left."""
    fund = fund_of(hackathon)
    amount = fund.amount if fund else hackathon.prize_fund
    awarded = fund.awarded if fund else 0
    return {"fund": amount, "awarded": awarded, "left": amount - awarded}


def awards_of(hackathon: Hackathon) -> QuerySet[Award]:
    """The awards, by place."""
    awards = Award.objects.filter(hackathon=hackathon)
    return awards.select_related("entry__team__application", "hackathon").order_by("place", "pk")


def prize_places(hackathon: Hackathon) -> list[PrizePlace]:
    """The teams in prize places by the signed result, with award and suggested sum.

    Teams that share a place share the prizes of those places; every tenge of the fund is used.
    """
    result = final_result(hackathon)
    if result is None:
        return []
    rows = [row for row in judging.standings(result.round) if row.place]
    rows = [row for row in rows if row.place is not None and row.place <= hackathon.prize_places]
    awards = {award.entry_id: award for award in awards_of(hackathon)}
    sums = suggested_sums(hackathon, rows)
    return [PrizePlace(row, awards.get(row.entry.pk), sums[row.entry.pk]) for row in rows]


def places_without_award(hackathon: Hackathon) -> int:
    """How many teams in prize places of the signed result have no award yet."""
    result = final_result(hackathon)
    signed = result.manifest["rows"] if result else []
    winning = {row["entry"] for row in signed if 1 <= (row["place"] or 0) <= hackathon.prize_places}
    given = Award.objects.filter(hackathon=hackathon).values_list("entry", flat=True)
    return len(winning - set(given))


def suggested_sums(hackathon: Hackathon, rows: Iterable[StandingRow]) -> dict[int, int]:
    """A division of the fund over the prize places, as a first word."""
    rows = list(rows)
    if not rows:
        return {}
    fund = fund_of(hackathon)
    total = fund.amount if fund else hackathon.prize_fund
    weights = [SHARES[n] if n < len(SHARES) else 0 for n in range(len(rows))]
    by_place = split_shares(total, weights)
    sums: dict[int, int] = {}
    start = 0
    while start < len(rows):
        group = [row for row in rows if row.place == rows[start].place]
        pool = sum(by_place[start : start + len(group)])
        for row, share in zip(group, split_shares(pool, [1] * len(group)), strict=True):
            sums[row.entry.pk] = share
        start += len(group)
    return sums


def certificates_of(hackathon: Hackathon) -> QuerySet[Certificate]:
    """Every certificate of a hackathon, revoked ones too."""
    found = Certificate.objects.filter(award__hackathon=hackathon)
    return found.select_related("award__entry__team", "award__hackathon").order_by("number")


def awards_without_certificate(hackathon: Hackathon) -> QuerySet[Award]:
    """The awards whose certificate is still to be issued."""
    valid = Certificate.objects.filter(status="valid").values("award")
    return awards_of(hackathon).exclude(pk__in=valid)


def certificate_by_number(number: str) -> Certificate | None:
    """The certificate of this number, if one was ever issued."""
    found = Certificate.objects.filter(number=number.strip())
    return found.select_related("award__hackathon", "award__entry__team").first()


def certificates_readable_by(person: Person) -> QuerySet[Certificate]:
    """Those that a person may download: where one organizes or audits, and the own team's.

    A team's paper must be valid, and its prize published: it is no way to know before others.
    """
    badges = badges_of(person).values()
    runs = [
        one.hackathon_id
        for one in badges
        if one.is_auditor or (one.is_organizer and one.city_id is None)
    ]
    teams = Membership.objects.filter(participant__user=person.pk, left_at__isnull=True)
    published = Stage.objects.filter(kind=StageKind.FINAL, status=StageStatus.PUBLISHED)
    own = Q(
        status="valid",
        award__entry__team__in=teams.values("team"),
        award__hackathon__in=published.values("hackathon"),
    )
    found = Certificate.objects.select_related("award__hackathon", "award__entry__team")
    return found.filter(own | Q(award__hackathon__in=runs))


def is_announced(certificate: Certificate, person: Person) -> bool:
    """Whether a reader may be told of a certificate by its number alone.

    Numbers can be guessed, so they tell only what the winners' page tells the same reader (R6.3).
    """
    hackathon = certificate.award.hackathon
    if certificates_readable_by(person).filter(pk=certificate.pk).exists():
        return True
    return are_winners_published(hackathon) and (
        hackathon.is_public or hackathon.pk in badges_of(person)
    )


def is_intact(certificate: Certificate) -> bool:
    """Whether the record still says what it said when it was issued."""
    return fingerprint(certificate.facts) == certificate.sha256


def verdict_on(certificate: Certificate | None, *, code: str, is_paper: bool) -> str:
    """What a check says first: `unknown`, `broken`, `altered`, `valid`, `revoked`."""
    if certificate is None:
        return "unknown"
    if not is_intact(certificate):
        return "broken"
    if code and not is_paper:
        return "altered"
    return certificate.status


def are_winners_published(hackathon: Hackathon) -> bool:
    """Whether the jury's decision on the final is public."""
    return stage_of(hackathon, StageKind.FINAL).status == StageStatus.PUBLISHED


def winners_of(hackathon: Hackathon) -> list[dict[str, Any]]:
    """The published winners with their sums and certificates; nothing before publication (R6.3)."""
    if not are_winners_published(hackathon):
        return []
    valid = certificates_of(hackathon).filter(status="valid")
    numbers: Mapping[int, str] = {one.award_id: one.number for one in valid}
    return [{"award": award, "number": numbers.get(award.pk, "")} for award in awards_of(hackathon)]
