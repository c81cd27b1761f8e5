"""Rules of decisions and published lists."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from hackathon.kit.errors import Refused
from hackathon.models import Hackathon, Stage
from hackathon.states import StageKind, StageStatus
from registration import queries
from registration.models import Application, Team
from registration.states import ApplicationStatus, EntryWay


def check_reason(reason: str) -> None:
    """Whoever sends an application back, or refuses it, says why (R3.6)."""
    if not reason.strip():
        raise Refused(_("Give the reason."), code="reason_missing", params={"field": "reason"})


def check_selecting(selection: Stage) -> None:
    """Teams are chosen while the selection runs, until its list is published (R3.11)."""
    if selection.status == StageStatus.PLANNED:
        raise Refused(_("The selection is not open yet."), code="selection_not_open")
    check_not_published(selection)


def check_not_published(stage: Stage) -> None:
    """What is published binds (R1.4)."""
    if stage.status == StageStatus.PUBLISHED:
        raise Refused(_("The list is published already."), code="list_published")


def check_team_fits(application: Application) -> None:
    """A team that is accepted still has its three to five members (R1.8)."""
    team, hackathon = application.team, application.hackathon
    if not hackathon.team_min <= team.size <= hackathon.team_max:
        raise Refused(
            _("The team has %(size)d members now; it needs %(min)d to %(max)d."),
            code="team_size",
            params={"size": team.size, "min": hackathon.team_min, "max": hackathon.team_max},
        )


def check_teams_max(hackathon: Hackathon, teams: int) -> None:
    """The number of teams is limited (R1.8)."""
    if hackathon.teams_max is not None and teams > hackathon.teams_max:
        raise Refused(
            _("%(teams)d teams are accepted; the hackathon takes %(max)d."),
            code="too_many_teams",
            params={"teams": teams, "max": hackathon.teams_max},
        )


def check_list_due(stage: Stage) -> None:
    """A list ends a stage that is closed, and is published once (R3.11, R4.2)."""
    check_not_published(stage)
    if stage.status != StageStatus.CLOSED:
        raise Refused(_("Close the stage first, then publish its list."), code="stage_not_closed")


def check_picks(stage: Stage, picks: Iterable[tuple[Team, str, str]]) -> None:
    """A list names teams of this hackathon, once each, and says why a team is put forward (R5.4).

    After the selection, only teams that were in the stage can go on from it (R3.11).
    """
    picks = list(picks)
    teams = {team.pk for team, _way, _reason in picks}
    eligible = set(queries.entries_of(stage).values_list("team_id", flat=True))
    if stage.kind == StageKind.SELECTION:
        accepted = queries.applications_in(stage.hackathon, ApplicationStatus.ACCEPTED)
        eligible = set(accepted.values_list("team_id", flat=True))
    if len(teams) != len(picks) or not teams <= eligible:
        raise Refused(_("Only teams of this stage can go on, each once."), code="not_in_stage")
    if any(way == EntryWay.WILDCARD and not reason.strip() for _team, way, reason in picks):
        raise Refused(_("Say why the team is put forward."), code="reason_missing")
