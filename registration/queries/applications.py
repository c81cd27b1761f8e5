"""Applications and what was sent of them."""

from collections.abc import Iterable

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, F, Q, QuerySet

from hackathon.models import Hackathon, User
from hackathon.queries import badges_of, stages_of
from hackathon.states import StageKind, StageStatus
from registration.models import Application, Entry, Submission
from registration.states import SUBMIT, ApplicationStatus


def application_of(person: User | AnonymousUser, hackathon: Hackathon) -> Application | None:
    """The application of the team in which `person` is now."""
    if not isinstance(person, User):
        return None
    mine = Application.objects.filter(
        hackathon=hackathon,
        team__memberships__participant__user=person,
        team__memberships__left_at__isnull=True,
    )
    return mine.select_related("team__hackathon", "hackathon", "track", "city").first()


def is_editable(application: Application) -> bool:
    """Whether the captain may still change it: it is a draft, or came back for correction."""
    return SUBMIT.fits(application.status)


UNTOLD = (ApplicationStatus.ACCEPTED, ApplicationStatus.PASSED_OVER)
"""What a team learns by the published list only."""


def told_status(application: Application) -> ApplicationStatus:
    """The status that the team may know now (R3.11)."""
    status = ApplicationStatus(application.status)
    stages = {stage.kind: stage.status for stage in stages_of(application.hackathon)}
    is_published = stages.get(StageKind.SELECTION) == StageStatus.PUBLISHED
    return ApplicationStatus.SUBMITTED if status in UNTOLD and not is_published else status


def applications_for(person: User) -> QuerySet[Application]:
    """The applications that an organizer, an organizer of one city or an auditor may see."""
    whole, cities = [], []
    for badge in badges_of(person).values():
        if badge.is_auditor or (badge.is_organizer and badge.city_id is None):
            whole.append(badge.hackathon_id)
        elif badge.is_organizer:
            cities.append(badge.city_id)
    seen = Q(hackathon__in=whole) | Q(city__in=cities)
    rows = Application.objects.filter(seen).select_related("team", "track", "city", "hackathon")
    return rows.order_by(F("submitted_at").asc(nulls_last=True), "pk")


def applications_in(hackathon: Hackathon, *statuses: str) -> QuerySet[Application]:
    """The applications of a hackathon, of any status or of those given."""
    rows = hackathon.applications.order_by("pk")
    return rows.filter(status__in=statuses) if statuses else rows


def status_counts(applications: QuerySet[Application]) -> dict[str, int]:
    """How many applications stand where; statuses of none say 0."""
    counted = applications.order_by().values_list("status").annotate(Count("pk"))
    return dict.fromkeys(ApplicationStatus.values, 0) | dict(counted)


def submissions_of(application: Application) -> QuerySet[Submission]:
    """Every sending of an application, the last one first: that one counts."""
    return application.submissions.select_related("submitted_by").order_by("-number")


def forms_of(entries: Iterable[Entry]) -> dict[int, list[str]]:
    """The forms of each entry's project, as its application names them (R1.3)."""
    teams = {entry.pk: entry.team_id for entry in entries}
    rows = Application.objects.filter(team__in=set(teams.values()))
    forms = dict(rows.values_list("team_id", "forms"))
    return {entry: forms.get(team, []) for entry, team in teams.items()}
