"""A judge's rounds, and conflicts declared before any content."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from hackathon.api.doors import StaffDoor, page_of, read
from hackathon.http import MemberApiRequest, check, find_own
from hackathon.kit import clock
from hackathon.models import User
from judging import queries, services
from judging.api.naming import teams_named
from judging.http import find_round
from judging.models import Round
from judging.serializers import (
    CardInListOutput,
    ConflictsInput,
    ConflictsOutput,
    OwnRoundOutput,
)
from registration.queries import people_in


class OwnRounds(StaffDoor):
    """A judge's rounds."""

    @extend_schema(responses=OwnRoundOutput(many=True))
    def get(self, request: MemberApiRequest, slug: str) -> Response:
        """How far I am in each of them."""
        hackathon = find_own(request, slug)
        check(request, "judging.read_cards", hackathon)
        rounds = [own_round(request.user, round) for round in queries.rounds_in(hackathon)]
        return page_of(request, rounds, OwnRoundOutput)


def own_round(judge: User, round: Round) -> dict[str, Any]:
    """Where a judge stands in a round."""
    progress = next(iter(queries.progress_of(round, [judge])), None)
    return {
        "kind": round.stage.kind,
        "status": round.status,
        "has_declared": queries.has_declared(judge, round),
        "cards": progress.cards if progress else 0,
        "handed_in": progress.handed_in if progress else 0,
        "has_voted": bool(progress and progress.has_voted),
    }


class OwnConflicts(StaffDoor):
    """A judge's conflicts of interest in a round."""

    @extend_schema(responses=ConflictsOutput)
    def get(self, request: MemberApiRequest, slug: str, kind: str) -> Response:
        """The names of teams and people, before any content is shown."""
        return answer(request.user, find_round(request, slug, kind, "judging.declare_conflicts"))

    @extend_schema(request=ConflictsInput, responses=ConflictsOutput)
    def post(self, request: MemberApiRequest, slug: str, kind: str) -> Response:
        """Declare: with these teams, or with none. Said again it only adds."""
        round = find_round(request, slug, kind, "judging.declare_conflicts")
        lines = read(ConflictsInput, request)["conflicts"]
        teams = teams_named(round, lines, "conflicts")
        said = list(zip(teams, lines, strict=True))
        services.declare_conflicts(
            round=round,
            judge=request.user,
            conflicts={team: line["kind"] for team, line in said},
            notes={team: line.get("note", "") for team, line in said},
            now=clock.now(),
        )
        return answer(request.user, round)


def answer(judge: User, round: Round) -> Response:
    """The teams of a round by their names, and what the judge has said."""
    known = {one.team_id: one.kind for one in queries.conflicts_of(round).filter(judge=judge)}
    members: dict[int, list[str]] = {}
    for member in people_in(round.stage):
        members.setdefault(member.team_id, []).append(member.participant.full_name)
    teams = [
        {
            "team": entry.team_id,
            "name": entry.team.name,
            "members": members.get(entry.team_id, []),
            "conflict": known.get(entry.team_id),
        }
        for entry in queries.projects_of(round)
    ]
    facts = {"has_declared": queries.has_declared(judge, round), "teams": teams}
    return Response(ConflictsOutput(facts).data)


class OwnCards(StaffDoor):
    """A judge's cards in a round."""

    @extend_schema(responses=CardInListOutput(many=True))
    def get(self, request: MemberApiRequest, slug: str, kind: str) -> Response:
        """My cards in my own order; none before I have declared conflicts."""
        round = find_round(request, slug, kind, "judging.read_cards")
        return page_of(request, queries.cards_of(request.user, round), CardInListOutput)
