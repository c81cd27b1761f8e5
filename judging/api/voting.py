"""The jury's vote, and its decision where nothing else splits a tie."""

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response

from hackathon.api.doors import StaffDoor, page_of, read
from hackathon.http import MemberApiRequest
from hackathon.kit import clock
from hackathon.models import User
from judging import queries, services
from judging.http import find_decided, find_round
from judging.models import Round
from judging.serializers import (
    BallotInput,
    BallotOutput,
    StandingOutput,
    TieOutput,
    TiesInput,
)
from judging.states import BallotStatus, RoundStatus


class OwnBallot(StaffDoor):
    """A judge's ballot on the ranked list."""

    @extend_schema(responses=BallotOutput)
    def get(self, request: MemberApiRequest, slug: str, kind: str) -> Response:
        """The teams by points alone once the round is closed, and what I voted if I have."""
        return answer(request.user, find_round(request, slug, kind, "judging.vote_round"))

    @extend_schema(request=BallotInput, responses={201: BallotOutput})
    def post(self, request: MemberApiRequest, slug: str, kind: str) -> Response:
        """Vote on every team that I marked: for, against, abstain; a ballot is cast once (R5.3)."""
        round = find_round(request, slug, kind, "judging.vote_round")
        votes = read(BallotInput, request)["votes"]
        choices = {vote["entry"]: vote["choice"] for vote in votes}
        if len(choices) < len(votes):
            raise ValidationError({"votes": [_("A team is named once.")]})
        services.cast_ballot(round=round, judge=request.user, choices=choices, now=clock.now())
        return answer(request.user, round, status.HTTP_201_CREATED)


def answer(judge: User, round: Round, code: int = status.HTTP_200_OK) -> Response:
    """A judge's own ballot, as an answer; there are no teams on it before the round is closed."""
    cast = queries.ballot_of(judge, round)
    said = queries.votes_of(cast) if cast else {}
    is_closed = round.status == RoundStatus.CLOSED
    mine = {entry.pk for entry in queries.votable_entries(judge, round)}
    rows = queries.rows_by_points(round) if is_closed else []
    teams: list[dict[str, Any]] = [
        {
            "entry": row.entry.pk,
            "team": row.entry.team.name,
            "place_by_points": place,
            "points": row.points,
            "may_vote": row.entry.pk in mine and cast is None,
            "choice": said.get(row.entry.pk),
        }
        for place, row in rows
    ]
    facts = {
        "status": BallotStatus.CAST if cast else BallotStatus.OPEN,
        "cast_at": cast.cast_at if cast else None,
        "teams": teams,
    }
    return Response(BallotOutput(facts).data, status=code)


class Ranking(StaffDoor):
    """The ranked list of a round."""

    @extend_schema(responses=StandingOutput(many=True))
    def get(self, request: MemberApiRequest, slug: str, kind: str) -> Response:
        """Points as exact fractions, votes, and the level that split each tie; 409 before it is."""
        round = find_decided(request, slug, kind, "judging.read_ranking")
        return page_of(request, queries.standings(round), StandingOutput)


class Ties(StaffDoor):
    """Ties that only the jury can split."""

    @extend_schema(responses=TieOutput(many=True))
    def get(self, request: MemberApiRequest, slug: str, kind: str) -> Response:
        """The groups that nothing else splits, and what was decided."""
        return tied(request, find_decided(request, slug, kind, "judging.decide_ties"))

    @extend_schema(request=TiesInput, responses=TieOutput(many=True))
    def put(self, request: MemberApiRequest, slug: str, kind: str) -> Response:
        """Put every tied team in order, with a reason that is written down (R5.4)."""
        round = find_decided(request, slug, kind, "judging.decide_ties")
        said = read(TiesInput, request)
        decided = services.decide_ties(round=round, actor=request.user, now=clock.now(), **said)
        return tied(request, decided)


def tied(request: MemberApiRequest, round: Round) -> Response:
    """The tied groups, as an answer."""
    groups = [
        {
            "entries": (keys := [row.entry.pk for row in group]),
            "teams": [row.entry.team.name for row in group],
            "points": group[0].points,
            "decided": [key for key in round.jury_order if key in keys],
        }
        for group in queries.undecided(round)
    ]
    return page_of(request, groups, TieOutput)
