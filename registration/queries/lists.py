"""Published lists, the entries of stages, and what teams handed in."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, OuterRef, QuerySet, Subquery

from hackathon.kit.sorting import in_order
from hackathon.models import Hackathon, Stage, User
from hackathon.queries import badges_of
from hackathon.states import StageKind, StageStatus
from registration.models import Deliverable, Entry, Membership, Team
from registration.states import ApplicationStatus

WORKED_ON_IN = {
    StageKind.PITCHES: StageKind.HACKATHON,
    StageKind.FINAL: StageKind.BOOTCAMP,
}
"""In which stage teams made what is shown in another."""


def entries_of(stage: Stage) -> QuerySet[Entry]:
    """The teams that are in a stage by a published list (R3.11)."""
    rows = stage.entries.select_related("team__application__track", "team__application__city")
    return rows.order_by("pk")


def entry_of(person: User | AnonymousUser, stage: Stage) -> Entry | None:
    """The place that the team of `person` has in a stage."""
    if not isinstance(person, User):
        return None
    mine = stage.entries.filter(
        team__memberships__participant__user=person, team__memberships__left_at__isnull=True
    )
    return mine.select_related("team__hackathon", "stage__hackathon").first()


def people_in(stage: Stage) -> QuerySet[Membership]:
    """Every member of every team that is in a stage."""
    rows = Membership.objects.filter(team__entries__stage=stage, left_at__isnull=True)
    return rows.select_related("team", "participant__user").order_by("pk")


def people_applied(hackathon: Hackathon, *statuses: str) -> QuerySet[Membership]:
    """Every member of every team whose application stands at one of these statuses."""
    rows = Membership.objects.filter(
        team__hackathon=hackathon, team__application__status__in=statuses, left_at__isnull=True
    )
    return rows.select_related("team", "participant__user").order_by("pk")


def selected_teams(hackathon: Hackathon) -> QuerySet[Team]:
    """The published list of selected teams, in alphabetical order (R3.11)."""
    teams = Team.objects.filter(
        hackathon=hackathon,
        entries__stage__kind=StageKind.HACKATHON,
        entries__list__stage__status=StageStatus.PUBLISHED,
    )
    teams = teams.select_related("application__track", "application__city")
    return teams.order_by(in_order("name"), "pk")


def accepted_teams(hackathon: Hackathon) -> QuerySet[Team]:
    """The teams whose application the organizer accepted: the list as it would be published."""
    accepted = Team.objects.filter(
        hackathon=hackathon, application__status=ApplicationStatus.ACCEPTED
    )
    return accepted.select_related("application__track", "application__city").order_by("pk")


@dataclass(frozen=True)
class SelectionPreview:
    """What publishing the selection would do, before anybody sees it."""

    teams: list[Team]
    people: int
    letters: dict[str, int]  # language of the reader: letters
    passed_over: int  # teams


def selection_preview(hackathon: Hackathon) -> SelectionPreview:
    """Whom the list names, how many letters it brings in which language."""
    told = people_applied(hackathon, ApplicationStatus.ACCEPTED, ApplicationStatus.PASSED_OVER)
    by_language = told.order_by().values_list("participant__user__language").annotate(Count("pk"))
    teams = list(accepted_teams(hackathon))
    return SelectionPreview(
        teams=teams,
        people=people_applied(hackathon, ApplicationStatus.ACCEPTED).count(),
        letters=dict.fromkeys((code for code, _name in settings.LANGUAGES), 0) | dict(by_language),
        passed_over=hackathon.applications.filter(status=ApplicationStatus.PASSED_OVER).count(),
    )


def deliverables_of(entry: Entry) -> QuerySet[Deliverable]:
    """Everything that a team handed in during a stage, the last one first."""
    return entry.deliverables.select_related("handed_in_by").order_by("-number")


def deliverables_seen_by(person: User) -> QuerySet[Deliverable]:
    """What was handed in where `person` has a badge; who may open it is said by access."""
    rows = Deliverable.objects.filter(entry__team__hackathon__in=list(badges_of(person)))
    return rows.select_related("entry__team__hackathon", "entry__team__application")


def latest_deliverables(entries: Iterable[Entry]) -> dict[int, Deliverable]:
    """What counts of each entry's work: the last thing handed in, by entry.

    Pitches show what was made during the hackathon, the final what was made in the boot camp.
    """
    wanted = {(entry.team_id, _work_of(entry)): entry.pk for entry in entries}
    last = Deliverable.objects.filter(entry=OuterRef("entry")).order_by("-number").values("pk")[:1]
    rows = Deliverable.objects.filter(
        pk=Subquery(last),
        entry__team__in={team for team, _kind in wanted},
        entry__stage__kind__in={kind for _team, kind in wanted},
    ).select_related("entry__stage", "entry__team")
    found = {(row.entry.team_id, row.entry.stage.kind): row for row in rows}
    return {entry: found[key] for key, entry in wanted.items() if key in found}


def _work_of(entry: Entry) -> str:
    """The kind of stage in which the work of an entry was handed in."""
    kind = StageKind(entry.stage.kind)
    return WORKED_ON_IN.get(kind, kind).value


def latest_deliverable(entry: Entry) -> Deliverable | None:
    """The last thing that counts of one entry's work."""
    return latest_deliverables([entry]).get(entry.pk)
