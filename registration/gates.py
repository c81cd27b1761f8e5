"""What the stages wait for as far as registration knows, and its bars of the funnel."""

from collections.abc import Iterator, Mapping

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from hackathon.kit.funnel import step
from hackathon.kit.gates import Blocker, gate
from hackathon.kit.translated import missing_languages
from hackathon.models import Hackathon, Stage
from hackathon.queries import current_legal_text, stage_of
from hackathon.states import ADMITS, OPEN, PUBLISH, LegalKind, StageKind, StageStatus
from registration import queries
from registration.states import ApplicationStatus

LIST_BEFORE = {target: source for source, targets in ADMITS.items() for target in targets}
"""Whose published list says which teams are in a stage."""

ENDED = (StageStatus.CLOSED, StageStatus.PUBLISHED)


def _page(name: str, hackathon: Hackathon) -> str:
    return reverse(name, args=[hackathon.slug])


def _applications(stage: Stage, status: str) -> str:
    """The organizer's list of the applications of one status."""
    return f"{_page('registration:applications', stage.hackathon)}?status={status}"


@gate(StageKind.APPLICATIONS, OPEN.name)
def every_text_is_published(stage: Stage) -> Iterator[Blocker]:
    """People can read what they accept and consent to before they apply (R3.3, R3.7, R3.9)."""
    for kind in LegalKind:
        if current_legal_text(stage.hackathon, kind) is None:
            message = _("Not published yet: %(text)s") % {"text": kind.label}
            yield Blocker(message, url=_page("hackathon:legal_texts", stage.hackathon))


@gate(StageKind.SELECTION, OPEN.name)
def applications_are_closed(stage: Stage) -> Iterator[Blocker]:
    """Teams are chosen among all who applied."""
    if stage_of(stage.hackathon, StageKind.APPLICATIONS).status not in ENDED:
        message = _("Close the applications first.")
        yield Blocker(message, url=_page("hackathon:board", stage.hackathon))


@gate(StageKind.SELECTION, PUBLISH.name)
def every_application_is_decided(stage: Stage) -> Iterator[Blocker]:
    """The list is published when no application waits (R3.5)."""
    waiting = queries.applications_in(stage.hackathon, ApplicationStatus.SUBMITTED).count()
    if waiting:
        message = ngettext(
            "%(count)d application waits for a decision.",
            "%(count)d applications wait for a decision.",
            waiting,
        ) % {"count": waiting}
        yield Blocker(message, waiting, _applications(stage, ApplicationStatus.SUBMITTED))


@gate(StageKind.SELECTION, PUBLISH.name)
def list_is_not_empty(stage: Stage) -> Iterator[Blocker]:
    """A hackathon has teams."""
    if not queries.accepted_teams(stage.hackathon).exists():
        message = _("No application is accepted yet.")
        yield Blocker(message, url=_applications(stage, ApplicationStatus.SUBMITTED))


@gate(StageKind.SELECTION, PUBLISH.name)
def list_is_within_the_limit(stage: Stage) -> Iterator[Blocker]:
    """The number of teams is limited (R1.8)."""
    most, teams = stage.hackathon.teams_max, queries.accepted_teams(stage.hackathon).count()
    if most is not None and teams > most:
        message = _("%(teams)d teams are accepted; the hackathon takes %(max)d.") % {
            "teams": teams,
            "max": most,
        }
        yield Blocker(message, teams - most, _applications(stage, ApplicationStatus.ACCEPTED))


@gate(StageKind.SELECTION, PUBLISH.name)
def every_team_is_whole(stage: Stage) -> Iterator[Blocker]:
    """Somebody may have left a team after it was accepted (R1.8)."""
    hackathon = stage.hackathon
    teams = queries.accepted_teams(hackathon)
    broken = teams.exclude(size__range=(hackathon.team_min, hackathon.team_max)).count()
    if broken:
        message = ngettext(
            "%(count)d accepted team no longer has the number of members that is needed.",
            "%(count)d accepted teams no longer have the number of members that is needed.",
            broken,
        ) % {"count": broken}
        yield Blocker(message, broken, _applications(stage, ApplicationStatus.ACCEPTED))


@gate(StageKind.SELECTION, PUBLISH.name)
def every_name_is_translated(stage: Stage) -> Iterator[Blocker]:
    """What the list and its letters name is said in every language."""
    hackathon = stage.hackathon
    names: list[Mapping[str, str]] = [hackathon.name, hackathon.organizer_name]
    names += [track.name for track in hackathon.tracks.all()]
    names += [city.name for city in hackathon.cities.all()]
    gaps = sum(len(missing_languages(name)) for name in names)
    if gaps:
        message = ngettext(
            "%(count)d name is not translated.", "%(count)d names are not translated.", gaps
        ) % {"count": gaps}
        yield Blocker(message, gaps, _page("hackathon:board", hackathon))


@gate(StageKind.HACKATHON, OPEN.name)
@gate(StageKind.PITCHES, OPEN.name)
@gate(StageKind.BOOTCAMP, OPEN.name)
@gate(StageKind.FINAL, OPEN.name)
def list_of_teams_is_published(stage: Stage) -> Iterator[Blocker]:
    """Who is in a stage is said by a published list, and by nothing else (R3.11, R4.2)."""
    source = stage_of(stage.hackathon, LIST_BEFORE[StageKind(stage.kind)])
    if source.status != StageStatus.PUBLISHED:
        message = _("Not published yet: the list that ends “%(stage)s”.") % {"stage": source}
        yield Blocker(message, url=_page("hackathon:board", stage.hackathon))


@gate(StageKind.PITCHES, OPEN.name)
@gate(StageKind.FINAL, OPEN.name)
def work_has_ended(stage: Stage) -> Iterator[Blocker]:
    """Teams present what they made when its time is over (R4.4, R4.5)."""
    work = stage_of(stage.hackathon, queries.WORKED_ON_IN[StageKind(stage.kind)])
    if work.status not in ENDED:
        message = _("“%(stage)s” is not closed yet.") % {"stage": work}
        yield Blocker(message, url=_page("hackathon:board", stage.hackathon))


@step(10, gettext_lazy("Applications started"))
def applications_started(hackathon: Hackathon) -> int:
    """Every team that began an application."""
    return queries.applications_in(hackathon).count()


@step(20, gettext_lazy("Applications sent"))
def applications_sent(hackathon: Hackathon) -> int:
    """Every team whose application is sent, or was returned or decided since."""
    return queries.applications_in(hackathon).exclude(status=ApplicationStatus.DRAFT).count()


@step(30, gettext_lazy("Teams selected"))
def teams_selected(hackathon: Hackathon) -> int:
    """The teams whose application is accepted."""
    return queries.accepted_teams(hackathon).count()


@step(40, gettext_lazy("Teams that handed in their work"))
def teams_handed_in(hackathon: Hackathon) -> int:
    """The selected teams that handed in something during the hackathon."""
    stage = stage_of(hackathon, StageKind.HACKATHON)
    return queries.entries_of(stage).filter(deliverables__isnull=False).distinct().count()
