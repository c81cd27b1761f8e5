"""What is always true of published lists, entries and what teams hand in."""

from collections.abc import Iterator

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from hackathon.invariants import offence
from hackathon.kit.invariants import Offence, invariant
from hackathon.models import Hackathon, Stage
from hackathon.models.stage import GRACE
from hackathon.queries import closings, numbered_with_gaps
from hackathon.states import ADMITS, StageKind, StageStatus
from registration.models import Application, Deliverable, Entry, PublishedList
from registration.states import ApplicationStatus, EntryWay

PAGE = "registration:applications"


def entries() -> QuerySet[Entry]:
    """Every entry with what its offence names."""
    return Entry.objects.select_related("team", "stage__hackathon")


@invariant("R3.11", _("Every team in a stage stands in the published list that opens the stage."))
def team_stands_in_the_list() -> Iterator[Offence]:
    admitted = Q()
    for source, targets in ADMITS.items():
        admitted |= Q(list__stage__kind=source, stage__kind__in=targets)
    listed = admitted & Q(
        list__stage__status=StageStatus.PUBLISHED,
        list__stage__hackathon=F("stage__hackathon"),
        team__hackathon=F("stage__hackathon"),
    )
    for entry in entries().exclude(listed):
        yield offence(entry, entry.stage.hackathon.slug, PAGE)


@invariant("R3.11", _("A list lets its teams into every stage that it opens, or into none."))
def list_opens_all_its_stages() -> Iterator[Offence]:
    for source, targets in ADMITS.items():
        rows = Entry.objects.filter(list__stage__kind=source).order_by()
        counted = rows.values_list("list__stage__hackathon__slug", "team__name", "team")
        for slug, team, _key, count in counted.annotate(n=Count("pk")).exclude(n=len(targets)):
            yield offence(f"{team}: {count}", slug, PAGE)


@invariant("R3.11", _("The selected teams are those whose application was accepted."))
def selected_teams_are_the_accepted_ones() -> Iterator[Offence]:
    accepted = Q(status=ApplicationStatus.ACCEPTED)
    selected = Exists(Entry.objects.filter(team=OuterRef("team"), way=EntryWay.SELECTED))
    published = Stage.objects.filter(
        hackathon=OuterRef("hackathon"),
        kind=StageKind.SELECTION,
        status=StageStatus.PUBLISHED,
    )
    rows = Application.objects.filter(Exists(published)).select_related("team", "hackathon")
    for application in rows.filter((accepted & ~selected) | (~accepted & selected)):
        yield offence(application.team, application.hackathon.slug, PAGE)


@invariant("R1.8", _("No more teams are selected than the hackathon takes."))
def selected_teams_are_within_the_limit() -> Iterator[Offence]:
    selected = Q(stages__kind=StageKind.HACKATHON)
    counted = Hackathon.objects.annotate(n_teams=Count("stages__entries", filter=selected))
    for hackathon in counted.filter(n_teams__gt=F("teams_max")):
        yield offence(f"{hackathon.n_teams} > {hackathon.teams_max}", hackathon.slug, PAGE)


@invariant("R4.2", _("A stage whose result is published has its list, and no other stage has one."))
def published_stage_has_its_list() -> Iterator[Offence]:
    published = Q(status=StageStatus.PUBLISHED)
    has_list = Exists(PublishedList.objects.filter(stage=OuterRef("pk")))
    rows = Stage.objects.filter(kind__in=ADMITS).select_related("hackathon")
    for stage in rows.filter((published & ~has_list) | (~published & has_list)):
        yield offence(stage, stage.hackathon.slug)
    for stage in (
        Stage.objects.exclude(kind__in=ADMITS).filter(has_list).select_related("hackathon")
    ):
        yield offence(stage.kind, stage.hackathon.slug)


@invariant("R4.2", _("The published lists of a stage are numbered without a gap."))
def published_lists_have_no_gap() -> Iterator[Offence]:
    by = ("stage__hackathon__slug", "stage__kind")
    for slug, kind in numbered_with_gaps(PublishedList.objects.all(), *by, number="version"):
        yield offence(kind, slug)


@invariant("R5.4", _("A team put forward by the organizer is marked as such, with the reason."))
def wildcard_has_a_reason() -> Iterator[Offence]:
    known = Q(way__in=EntryWay.values)
    for entry in entries().filter(~known | Q(way=EntryWay.WILDCARD, reason="")):
        yield offence(entry, entry.stage.hackathon.slug, PAGE)


@invariant("R2.2", _("What teams handed in came at or before the deadline in force."))
def work_was_handed_in_in_time() -> Iterator[Offence]:
    closes_at = closings()
    rows = Deliverable.objects.select_related("entry__team", "entry__stage__hackathon")
    moments = rows.values_list("pk", "entry__stage", "handed_in_at")
    late = [pk for pk, stage, at in moments if at >= closes_at(stage, at) + GRACE]
    for work in rows.filter(pk__in=late):
        yield offence(work, work.entry.stage.hackathon.slug, PAGE)


@invariant("R2.2", _("What a team handed in is numbered without a gap: the last one counts."))
def deliverables_have_no_gap() -> Iterator[Offence]:
    by = ("entry__stage__hackathon__slug", "entry", "entry__team__name")
    for slug, _key, team in numbered_with_gaps(Deliverable.objects.all(), *by, number="number"):
        yield offence(team, slug, PAGE)
