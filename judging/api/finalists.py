"""Who goes on from the pitches, and what a team reads of its own judging."""

from typing import Any

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from hackathon.api.doors import MemberDoor, PublicDoor, StaffDoor, page_of, read
from hackathon.http import MemberApiRequest, find_public
from hackathon.kit import clock
from judging import queries, rules, services
from judging.api.naming import teams_named
from judging.http import find_pitches, there
from judging.models import Round
from judging.queries import Feedback
from judging.serializers import (
    FeedbackOutput,
    FinalistOutput,
    FinalistsInput,
    FinalistsOutput,
)
from registration.http import own_membership
from registration.queries import people_in


class Finalists(PublicDoor):
    """The finalists of the pitch round (R5.4)."""

    @extend_schema(responses=FinalistOutput(many=True))
    def get(self, request: Request, slug: str) -> Response:
        """The teams in alphabetical order; none before publication."""
        found = queries.finalists_in(find_public(request, slug))
        return page_of(request, found, FinalistOutput)


class FinalistsPublication(StaffDoor):
    """Publishing the finalists."""

    @extend_schema(responses=FinalistsOutput)
    def get(self, request: MemberApiRequest, slug: str) -> Response:
        """Look at what would be published."""
        return preview(find_pitches(request, slug))

    @extend_schema(request=FinalistsInput, responses=FinalistsOutput)
    def post(self, request: MemberApiRequest, slug: str) -> Response:
        """Publish them, and the teams that are put forward; the letters follow (R4.2, R6.1)."""
        round = find_pitches(request, slug)
        lines = read(FinalistsInput, request).get("wildcards", [])
        teams = teams_named(round, lines, "wildcards")
        wildcards = {team: line["reason"] for team, line in zip(teams, lines, strict=True)}
        services.publish_finalists(
            round=round, wildcards=wildcards, actor=request.user, now=clock.now()
        )
        return preview(queries.round_by_key(round.pk))


def preview(round: Round) -> Response:
    """What publication would do, as an answer."""
    rows = queries.standings(round) if rules.marks_are_known(round) else []
    finalists = [row.entry.team.name for row in rows if row.goes_on]
    facts: dict[str, Any] = {
        "status": round.status,
        "finalists": finalists,
        "others": len(rows) - len(finalists),
        "letters": people_in(round.stage).count(),
        "blockers": rules.publishing_blockers(round, rows),
    }
    return Response(FinalistsOutput(facts).data)


class OwnPoints(MemberDoor):
    """A team's own points (W3)."""

    @extend_schema(responses=FeedbackOutput)
    def get(self, request: MemberApiRequest, slug: str, kind: str) -> Response:
        """Points by criterion and the judges' comments; 404 before they are published."""
        team = own_membership(request, slug).team
        round = there(queries.round_of(team.hackathon, kind))
        found = queries.points_of(team, round)
        if found is None:
            raise Http404
        return Response(FeedbackOutput(facts_of(found)).data)


def facts_of(feedback: Feedback) -> dict[str, Any]:
    """What a team reads of its own judging."""
    return {
        "place": feedback.row.place,
        "points": feedback.row.points,
        "criteria": [
            {"code": one.code, "points": mean, "max_points": one.max_points}
            for one, mean in feedback.criteria
        ],
        "comments": feedback.comments,
    }
