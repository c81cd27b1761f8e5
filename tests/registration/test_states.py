"""Both state machines of registration, whole, on one page."""

import pytest

from registration.questions import QUESTIONS, questions_for
from registration.states import (
    APPLICATION_MOVES,
    INVITATION_MOVES,
    ApplicationStatus,
    InvitationStatus,
    ProjectForm,
)

APPLICATION = {
    ("draft", "submit", "submitted"),
    ("returned", "submit", "submitted"),
    ("submitted", "recall", "draft"),
    ("submitted", "return", "returned"),
    ("submitted", "refuse", "refused"),
    ("returned", "refuse", "refused"),
    ("submitted", "accept", "accepted"),
    ("submitted", "pass_over", "passed_over"),
    ("accepted", "reconsider", "submitted"),
    ("passed_over", "reconsider", "submitted"),
    ("refused", "reconsider", "submitted"),
}
INVITATION = {
    ("sent", "open", "opened"),
    ("sent", "confirm", "confirmed"),
    ("opened", "confirm", "confirmed"),
    ("sent", "decline", "declined"),
    ("opened", "decline", "declined"),
    ("sent", "expire", "expired"),
    ("opened", "expire", "expired"),
    ("sent", "cancel", "cancelled"),
    ("opened", "cancel", "cancelled"),
    ("expired", "cancel", "cancelled"),
    ("declined", "cancel", "cancelled"),
    ("sent", "renew", "sent"),
    ("opened", "renew", "sent"),
    ("expired", "renew", "sent"),
}


def every_way(moves, statuses) -> set[tuple[str, str, str]]:
    """Which move leads from which status to which."""
    return {
        (status, move.name, move.target)
        for move in moves
        for status in statuses
        if move.fits(status)
    }


def test_moves_of_an_application_are_exactly_these() -> None:
    assert every_way(APPLICATION_MOVES, ApplicationStatus.values) == APPLICATION


def test_moves_of_an_invitation_are_exactly_these() -> None:
    assert every_way(INVITATION_MOVES, InvitationStatus.values) == INVITATION


def test_questions_name_forms_that_exist() -> None:
    assert {form for question in QUESTIONS for form in question.forms} <= set(ProjectForm.values)
    assert len({question.code for question in QUESTIONS}) == len(QUESTIONS)


@pytest.mark.parametrize(
    ("forms", "extra"),
    [
        ([], set()),
        (["technical"], set()),
        (["social"], {"campaign_plan"}),
        (["business"], {"business_model"}),
        (["technical", "social", "business"], {"campaign_plan", "business_model"}),
    ],
)
def test_questions_follow_the_forms(forms: list[str], extra: set[str]) -> None:
    asked = {question.code for question in questions_for(forms)}
    always = {question.code for question in QUESTIONS if not question.forms}

    assert asked == always | extra


def test_questions_of_one_section_are_its_own() -> None:
    codes = [question.code for question in questions_for([], "data")]

    assert codes == ["data_sources", "data_links", "data_licence", "data_protection"]
