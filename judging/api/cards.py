"""One card: read, marked, handed in."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from hackathon.api.doors import StaffDoor, read
from hackathon.http import MemberApiRequest
from hackathon.kit import clock
from hackathon.kit.shapes import Beside, Empty
from judging import queries, services
from judging.http import own_card
from judging.models import Scorecard
from judging.serializers import CardInListOutput, CardOutput, MarksInput, SavedMarksOutput
from judging.serializers.points import in_half_points, in_points
from judging.services import SavedMarks
from judging.states import RoundStatus, ScorecardStatus
from registration.queries import latest_deliverable
from registration.questions import questions_for


class Card(StaffDoor):
    """A judge's own card."""

    @extend_schema(responses=CardOutput)
    def get(self, request: MemberApiRequest, slug: str, pk: int) -> Response:
        """The project on one side, my marks and texts on the other."""
        card = own_card(request, slug, pk)
        return Response(CardOutput(Beside(card, **facts_of(card))).data)

    @extend_schema(request=MarksInput, responses=SavedMarksOutput)
    def patch(self, request: MemberApiRequest, slug: str, pk: int) -> Response:
        """Save the marks that changed since `base_revision`; the same `key` writes only once."""
        card = own_card(request, slug, pk)
        said = read(MarksInput, request)
        saved = services.save_marks(
            card=card,
            base_revision=said["base_revision"],
            marks={code: in_half_points(one) for code, one in said.get("marks", {}).items()},
            note=said.get("note"),
            comment=said.get("comment"),
            key=said.get("key", ""),
            actor=request.user,
            now=clock.now(),
        )
        return Response(SavedMarksOutput(facts_of_saving(saved)).data)


def facts_of(card: Scorecard) -> dict[str, Any]:
    """What a card shows beside its own columns."""
    round, entry = card.assignment.round, card.assignment.entry
    application = entry.team.application
    asked = [question.code for question in questions_for(application.forms)]
    marks = {code: mark.half_points for code, mark in queries.latest_marks(card).items()}
    criteria = queries.criteria_for(card)
    return {
        "is_locked": card.status != ScorecardStatus.OPEN or round.status != RoundStatus.OPEN,
        "criteria": criteria,
        "marks": {one.code: in_points(marks.get(one.code)) for one in criteria},
        "project": {
            "team": entry.team.name,
            "title": application.title,
            "forms": application.forms,
            "answers": {code: application.answers.get(code, "") for code in asked},
            "work": latest_deliverable(entry),
        },
    }


def facts_of_saving(saved: SavedMarks) -> dict[str, Any]:
    """What a card says after a save, in points."""
    return {
        "revision": saved.revision,
        "marks": {code: in_points(value) for code, value in saved.values.items()},
        "note": saved.note,
        "comment": saved.comment,
        "conflicts": saved.conflicts,
    }


class CardHandIn(StaffDoor):
    """Handing a card in."""

    @extend_schema(request=Empty, responses=CardInListOutput)
    def post(self, request: MemberApiRequest, slug: str, pk: int) -> Response:
        """Hand it in; from here on it changes only when the organizer takes it back."""
        card = own_card(request, slug, pk)
        read(Empty, request)
        services.hand_in_card(card=card, actor=request.user, now=clock.now())
        return Response(CardInListOutput(own_card(request, slug, pk)).data)
