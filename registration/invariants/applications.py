"""What is always true of applications and of what was sent of them."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.db.models import Exists, Max, Min, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from hackathon.invariants import offence
from hackathon.kit.fingerprint import fingerprint
from hackathon.kit.invariants import Offence, invariant
from hackathon.models.stage import GRACE
from hackathon.queries import closings, numbered_with_gaps, unrecorded
from hackathon.states import StageKind
from registration.invariants.teams import active_members
from registration.models import Acceptance, Application, Consent, Membership, Submission
from registration.queries import is_old_enough
from registration.states import (
    APPLICATION_MOVES,
    CAPTAIN_DECLARATIONS,
    MEMBER_DECLARATIONS,
    NEEDED_PURPOSES,
    ApplicationStatus,
)

PAGE = "registration:application_check"
DAYS_A_YEAR = 366  # at most
SENT = (
    ApplicationStatus.SUBMITTED,
    ApplicationStatus.ACCEPTED,
    ApplicationStatus.PASSED_OVER,
)
"""What stands as it was sent; one that was returned may have changed since."""


def application_offence(application: Application, what: Any = "") -> Offence:
    """An application that breaks a rule, with the page on which it is checked."""
    told = f"{application.team} {what}".strip()
    return offence(told, application.hackathon.slug, PAGE, application.pk)


def applications() -> QuerySet[Application]:
    """Every application with what its offence names."""
    return Application.objects.select_related("team", "hackathon")


def members_sent() -> QuerySet[Membership]:
    """The members of every application that stands as it was sent."""
    rows = active_members().filter(team__application__status__in=SENT)
    return rows.select_related("participant__user", "team__hackathon", "team__application")


def member_offence(member: Membership) -> Offence:
    """A member of a sent application who breaks a rule."""
    key = member.team.application.pk
    return offence(member, member.team.hackathon.slug, PAGE, key)


@invariant("R2.2", _("Every application was sent at or before the deadline in force."))
def application_was_sent_in_time() -> Iterator[Offence]:
    closes_at = closings()
    sent = Submission.objects.filter(
        application__hackathon__stages__kind=StageKind.APPLICATIONS
    ).select_related("application__team", "application__hackathon")
    stage = "application__hackathon__stages"
    moments = sent.values_list("pk", f"{stage}__pk", "submitted_at")
    late = [pk for pk, key, at in moments if at >= closes_at(key, at) + GRACE]
    for submission in sent.filter(pk__in=late):
        yield application_offence(submission.application, submission.submitted_at.isoformat())


@invariant("R3.1", _("What was sent is what its fingerprint says."))
def submission_is_what_was_sent() -> Iterator[Offence]:
    rows = Submission.objects.select_related("application__team", "application__hackathon")
    for submission in rows.iterator():
        if fingerprint(submission.snapshot) != submission.sha256:
            yield application_offence(submission.application, submission.number)


@invariant("R3.1", _("The sendings of an application are numbered without a gap."))
def submissions_have_no_gap() -> Iterator[Offence]:
    by = ("application__hackathon__slug", "application", "application__team__name")
    for slug, key, team in numbered_with_gaps(Submission.objects.all(), *by, number="number"):
        yield offence(team, slug, PAGE, key)


@invariant("R3.1", _("An application that is sent has its copy and its moment."))
def sent_application_has_its_copy() -> Iterator[Offence]:
    copy = Submission.objects.filter(
        application=OuterRef("pk"), submitted_at=OuterRef("submitted_at")
    )
    for application in applications().filter(status__in=SENT).exclude(Exists(copy)):
        yield application_offence(application)


@invariant("R1.8", _("A team that has applied has the number of members that is needed."))
def sent_application_had_enough_members() -> Iterator[Offence]:
    for submission in Submission.objects.select_related(
        "application__team", "application__hackathon"
    ).iterator():
        hackathon, members = submission.application.hackathon, len(submission.snapshot["members"])
        if not hackathon.team_min <= members <= hackathon.team_max:
            yield application_offence(submission.application, members)


@invariant("R3.8", _("Every member of a sent application has confirmed."))
def member_has_confirmed() -> Iterator[Offence]:
    for member in members_sent().filter(confirmed_at__isnull=True):
        yield member_offence(member)


def perhaps_too_young() -> Q:
    """Leaves out those who were old enough for every hackathon when the first of all was sent."""
    sent = Application.objects.filter(status__in=SENT)
    first = sent.aggregate(at=Min("submitted_at"), age=Max("hackathon__min_age"))
    if first["at"] is None:
        return Q()
    surely = first["at"].date() - timedelta(days=DAYS_A_YEAR * first["age"] + 2)
    young = Q(participant__birth_date__isnull=True) | Q(participant__birth_date__gt=surely)
    return young | Q(team__application__submitted_at__isnull=True)


@invariant("R1.7", _("Every member was of age on the day on which the application was sent."))
def member_was_of_age() -> Iterator[Offence]:
    for member in members_sent().filter(perhaps_too_young()):
        sent_at, hackathon = member.team.application.submitted_at, member.team.hackathon
        born = member.participant.birth_date
        if sent_at is None or not is_old_enough(born, hackathon, sent_at):
            yield member_offence(member)


@invariant("R3.7", _("Every member of a sent application had given the consents that are needed."))
def member_had_consented() -> Iterator[Offence]:
    sent_at = OuterRef("team__application__submitted_at")
    given = Consent.objects.filter(
        Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gt=sent_at),
        participant=OuterRef("participant"),
        given_at__lte=sent_at,
        valid_until__gt=sent_at,
    )
    lacks: Any = Q()
    for purpose in NEEDED_PURPOSES:
        lacks |= ~Exists(given.filter(purpose=purpose))
    for member in members_sent().filter(lacks):
        yield member_offence(member)


@invariant("R3.3", _("Every member of a sent application had accepted what must be accepted."))
def member_had_accepted() -> Iterator[Offence]:
    accepted = Acceptance.objects.filter(
        participant=OuterRef("participant"),
        accepted_at__lte=OuterRef("team__application__submitted_at"),
    )
    lacks: Any = Q()
    for declaration in MEMBER_DECLARATIONS:
        lacks |= ~Exists(accepted.filter(declaration=declaration))
    for declaration in CAPTAIN_DECLARATIONS:
        lacks |= Q(is_captain=True) & ~Exists(accepted.filter(declaration=declaration))
    for member in members_sent().filter(lacks):
        yield member_offence(member)


@invariant("R3.6", _("An application that was returned or refused has its reason."))
def refused_application_has_a_reason() -> Iterator[Offence]:
    turned = (ApplicationStatus.RETURNED, ApplicationStatus.REFUSED)
    for application in applications().filter(status__in=turned, reason=""):
        yield application_offence(application)


@invariant("R3.6", _("Every application has a known status, with its line in the trail."))
def application_status_is_recorded() -> Iterator[Offence]:
    for application in unrecorded(applications(), APPLICATION_MOVES):
        yield application_offence(application, application.status)
