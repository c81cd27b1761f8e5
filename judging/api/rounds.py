"""The organizer's side of a round: set up, fixed, opened, closed, signed."""

from collections.abc import Callable, Sequence
from typing import Any

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.response import Response

from hackathon.api.doors import StaffDoor, read
from hackathon.http import MemberApiRequest
from hackathon.kit import clock
from hackathon.kit.gates import Blocker
from hackathon.kit.shapes import Beside
from hackathon.queries import stage_of
from judging import queries, rules, services
from judging.http import find_round, judged_hackathon
from judging.models import Round
from judging.serializers import (
    CriterionInput,
    CriterionOutput,
    NewRoundInput,
    RoundInput,
    RoundMoveInput,
    RoundOutput,
)
from judging.states import CLOSE_ROUND, FREEZE, OPEN_ROUND, REOPEN_ROUND, SIGN_ROUND, RoundStatus

MOVES: dict[str, Callable[..., Any]] = {
    FREEZE.name: services.freeze_round,
    OPEN_ROUND.name: services.open_round,
    "assign": services.assign_judges,
    CLOSE_ROUND.name: services.close_round,
    REOPEN_ROUND.name: services.reopen_round,
    SIGN_ROUND.name: services.sign_round,
}


def blockers_of(round: Round) -> Sequence[Blocker]:
    """What stands before the next step of a round."""
    if round.status == RoundStatus.OPEN:
        return list(rules.closing_blockers(round))
    if round.status == RoundStatus.CLOSED:
        return rules.signing_blockers(round, queries.standings(round))
    return []


def answer(round: Round, code: int = status.HTTP_200_OK) -> Response:
    """A round as its organizer sees it, as an answer."""
    facts = Beside(
        round,
        criteria=queries.criteria_of(round),
        progress=queries.progress_of(round),
        blockers=blockers_of(round),
    )
    return Response(RoundOutput(facts).data, status=code)


class OneRound(StaffDoor):
    """The jury's round in a stage: `pitches`, `final`."""

    @extend_schema(responses=RoundOutput)
    def get(self, request: MemberApiRequest, slug: str, kind: str) -> Response:
        """Its criteria and rules, how far each judge is, what blocks the next step."""
        return answer(find_round(request, slug, kind, "judging.read_round"))

    @extend_schema(request=NewRoundInput, responses={201: RoundOutput})
    def post(self, request: MemberApiRequest, slug: str, kind: str) -> Response:
        """Set it up with the rulebook's criteria."""
        hackathon = judged_hackathon(request, slug, kind, "judging.run_round")
        said = read(NewRoundInput, request)
        stage = stage_of(hackathon, kind)
        round = services.create_round(stage=stage, actor=request.user, now=clock.now(), **said)
        return answer(round, status.HTTP_201_CREATED)

    @extend_schema(request=RoundInput, responses=RoundOutput)
    def patch(self, request: MemberApiRequest, slug: str, kind: str) -> Response:
        """Change how it counts, until its criteria are fixed."""
        round = find_round(request, slug, kind, "judging.run_round")
        said = read(RoundInput, request)
        edited = services.edit_round(round=round, actor=request.user, now=clock.now(), **said)
        return answer(edited)


class OneCriterion(StaffDoor):
    """A criterion of a round."""

    @extend_schema(request=CriterionInput, responses=CriterionOutput)
    def put(self, request: MemberApiRequest, slug: str, kind: str, code: str) -> Response:
        """Change what judges read of it and how many points it has, until it is fixed."""
        round = find_round(request, slug, kind, "judging.run_round")
        if code not in {one.code for one in queries.criteria_of(round)}:
            raise Http404
        said = read(CriterionInput, request)
        facts = {
            "title": dict(said["title"]),
            "hint": dict(said["hint"]),
            "max_points": said["max_points"],
        }
        saved = services.save_criterion(
            round=round, code=code, actor=request.user, now=clock.now(), **facts
        )
        return Response(CriterionOutput(saved).data)


class RoundMove(StaffDoor):
    """A move of a round."""

    @extend_schema(request=RoundMoveInput, responses=RoundOutput)
    def post(self, request: MemberApiRequest, slug: str, kind: str, move: str) -> Response:
        """`freeze`, `open`, `assign` judges who joined later, `close`, `reopen`, `sign`."""
        hackathon = judged_hackathon(request, slug, kind, "judging.run_round")
        round = queries.round_of(hackathon, kind)
        if round is None or move not in MOVES:
            raise Http404
        said = read(RoundMoveInput, request)
        facts = {"reason": said.get("reason", "")} if move == REOPEN_ROUND.name else {}
        MOVES[move](round=round, actor=request.user, now=clock.now(), **facts)
        return answer(queries.round_by_key(round.pk))
