"""What is always true of teams, their members and their invitations."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from hackathon.invariants import offence
from hackathon.kit.invariants import Offence, invariant
from hackathon.models import Badge
from hackathon.queries import unrecorded
from registration.models import Consent, Invitation, Membership, Team
from registration.states import INVITATION_MOVES, InvitationStatus, Role

PAGE = "registration:applications"
NOW = Q(memberships__left_at__isnull=True)


def teams_with_counts() -> QuerySet[Any]:
    """Every team with the number of its members, of the confirmed ones, of its captains."""
    confirmed = NOW & Q(memberships__confirmed_at__isnull=False)
    captain = NOW & Q(memberships__is_captain=True)
    return Team.objects.select_related("hackathon").annotate(
        n_members=Count("memberships", filter=NOW),
        n_confirmed=Count("memberships", filter=confirmed),
        n_captains=Count("memberships", filter=captain),
    )


def active_members() -> QuerySet[Membership]:
    """Everybody who is in a team now."""
    rows = Membership.objects.filter(left_at__isnull=True)
    return rows.select_related("participant__user", "team__hackathon")


@invariant("R1.8", _("No team has more members than it may have."))
def team_is_not_too_large() -> Iterator[Offence]:
    for team in teams_with_counts().filter(n_members__gt=F("size_max")):
        yield offence(f"{team}: {team.n_members} > {team.size_max}", team.hackathon.slug, PAGE)


@invariant("R1.8", _("The size of a team is the number of its confirmed members."))
def team_size_is_counted() -> Iterator[Offence]:
    for team in teams_with_counts().exclude(n_confirmed=F("size")):
        yield offence(f"{team}: {team.size} ≠ {team.n_confirmed}", team.hackathon.slug, PAGE)


@invariant("R1.8", _("A team with members has one captain."))
def team_has_one_captain() -> Iterator[Offence]:
    for team in teams_with_counts().filter(n_members__gt=0).exclude(n_captains=1):
        yield offence(f"{team}: {team.n_captains}", team.hackathon.slug, PAGE)


@invariant("R1.8", _("Seats are counted from one, and nobody shares a seat."))
def seat_has_one_person() -> Iterator[Offence]:
    shared = active_members().filter(team=OuterRef("team"), seat=OuterRef("seat"))
    others = shared.exclude(pk=OuterRef("pk"))
    for seat in active_members().filter(Q(seat=0) | Exists(others)):
        yield offence(f"{seat} {seat.seat}", seat.team.hackathon.slug, PAGE)


@invariant("R1.7", _("Nobody is in two teams of one hackathon."))
def person_is_in_one_team() -> Iterator[Offence]:
    places = active_members().order_by()
    people = places.values_list(
        "participant__user__email", "team__hackathon__slug", "participant__user"
    )
    for email, slug, _key, _count in people.annotate(n=Count("pk")).filter(n__gt=1):
        yield offence(email, slug, PAGE)


@invariant("R1.7", _("Every member of a team has the badge of a participant, and no other."))
def member_is_a_participant() -> Iterator[Offence]:
    badges = Badge.objects.filter(
        hackathon=OuterRef("team__hackathon"),
        person=OuterRef("participant__user"),
        is_participant=True,
        is_organizer=False,
        is_judge=False,
        is_mentor=False,
        is_auditor=False,
    )
    for member in active_members().exclude(Exists(badges)):
        yield offence(member, member.team.hackathon.slug, PAGE)


@invariant("R1.7", _("A member takes part in the hackathon of the team."))
def member_is_of_the_same_hackathon() -> Iterator[Offence]:
    rows = active_members().exclude(participant__hackathon=F("team__hackathon"))
    for member in rows:
        yield offence(member, member.team.hackathon.slug, PAGE)


@invariant("R3.2", _("Every member has a known role."))
def role_is_known() -> Iterator[Offence]:
    for member in active_members().exclude(role__in=Role.values):
        yield offence(f"{member}: {member.role}", member.team.hackathon.slug, PAGE)


@invariant("R3.7", _("A consent ends after it begins, and is withdrawn after it is given."))
def consent_runs_forward() -> Iterator[Offence]:
    turned = Q(valid_until__lte=F("given_at")) | Q(withdrawn_at__lt=F("given_at"))
    for consent in Consent.objects.filter(turned).select_related("participant__hackathon"):
        yield offence(consent, consent.participant.hackathon.slug, PAGE)


@invariant("R3.8", _("A confirmed invitation has its member, in the same team."))
def confirmed_invitation_has_its_member() -> Iterator[Offence]:
    rows = Invitation.objects.filter(status=InvitationStatus.CONFIRMED)
    for invitation in rows.exclude(membership__team=F("team")).select_related("team__hackathon"):
        yield offence(f"{invitation.full_name}", invitation.team.hackathon.slug, PAGE)


@invariant("R3.8", _("Every invitation has a known status, with its line in the trail."))
def invitation_status_is_recorded() -> Iterator[Offence]:
    rows = Invitation.objects.select_related("team__hackathon")
    for invitation in unrecorded(rows, INVITATION_MOVES):
        told = f"{invitation.team}: {invitation.status}"
        yield offence(told, invitation.team.hackathon.slug, PAGE)
