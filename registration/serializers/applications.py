"""Applications: begun, saved, sent, checked."""

from typing import Any

from rest_framework import serializers

from hackathon.kit.shapes import (
    BlockerOutput,
    Choice,
    Input,
    Output,
    RefusalOutput,
    Text,
    Whole,
)
from registration.questions import QUESTIONS
from registration.serializers.people import ContactOutput
from registration.states import ApplicationStatus, ProjectForm, Role

TEAM_NAME_MAX, TITLE_MAX, REASON_MAX = 80, 150, 2000


class StartInput(Input):
    """The first step: a team has a name, and a captain has a name and a role."""

    team_name = Text(max_length=TEAM_NAME_MAX)
    full_name = Text(max_length=150)
    role = Choice(choices=Role.choices)


class AnswersInput(Input):
    """Answers by the code of the question; an emptied one is saved as empty."""

    def get_fields(self) -> dict[str, Any]:
        """One text for each question."""
        return {
            one.code: Text(max_length=one.max_length, required=False, allow_blank=True)
            for one in QUESTIONS
        }


class SaveInput(Input):
    """What changed, and the revision that it was changed from."""

    revision = Whole()
    team_name = Text(max_length=TEAM_NAME_MAX, required=False)
    title = Text(max_length=TITLE_MAX, required=False, allow_blank=True)
    track = Text(max_length=30, required=False, allow_null=True, help_text="The track's code.")
    city = Text(max_length=30, required=False, allow_null=True, help_text="The city's code.")
    forms = serializers.ListField(
        child=Choice(choices=ProjectForm.choices), required=False, max_length=3
    )
    answers = AnswersInput(required=False)


class AnswersOutput(serializers.DictField):
    """Answers by the code of the question."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(child=serializers.CharField(allow_blank=True), **kwargs)


class ValuesOutput(Output):
    """Everything that a team writes in its application."""

    team_name = serializers.CharField()
    title = serializers.CharField(allow_blank=True)
    track = serializers.CharField(allow_null=True)
    city = serializers.CharField(allow_null=True)
    forms = serializers.ListField(child=serializers.CharField())
    answers = AnswersOutput()


class DisagreementOutput(RefusalOutput):
    """Somebody else saved meanwhile: what is stored now, and what was sent."""

    revision = serializers.IntegerField(required=False)
    theirs = ValuesOutput(required=False)
    mine = serializers.DictField(required=False)


class GapOutput(Output):
    """One thing that keeps an application from being sent."""

    code = serializers.CharField()
    message = serializers.CharField()
    count = serializers.IntegerField()


class TaskOutput(Output):
    """One line of the captain's task list."""

    code = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment] # a field, and no label of one
    state = serializers.ChoiceField(choices=["todo", "started", "done", "locked"])


class ApplicationOutput(Output):
    """A team's own application."""

    id = serializers.IntegerField()
    status = serializers.ChoiceField(choices=ApplicationStatus.choices)
    revision = serializers.IntegerField()
    is_captain = serializers.BooleanField()
    is_editable = serializers.BooleanField()
    reason = serializers.CharField(allow_blank=True)
    submitted_at = serializers.DateTimeField(allow_null=True)
    values = ValuesOutput()
    tasks = TaskOutput(many=True)
    gaps = GapOutput(many=True)


class SubmissionOutput(Output):
    """One sending."""

    number = serializers.IntegerField()
    sha256 = serializers.CharField()
    submitted_at = serializers.DateTimeField()


class ReceiptOutput(SubmissionOutput):
    """What was sent, as its hash was taken."""

    snapshot = serializers.DictField()


class DecisionInput(Input):
    """What the organizer says to a decision; a return or a refusal must be explained (R3.6)."""

    reason = Text(max_length=REASON_MAX, required=False, allow_blank=True)


class ListedApplicationOutput(Output):
    """An application in the organizer's list."""

    id = serializers.IntegerField()
    team = serializers.CharField(source="team.name")
    members = serializers.IntegerField(source="team.size")
    status = serializers.ChoiceField(choices=ApplicationStatus.choices)
    title = serializers.CharField(allow_blank=True)
    track = serializers.CharField(source="track.code", default=None, allow_null=True)
    city = serializers.CharField(source="city.code", default=None, allow_null=True)
    forms = serializers.ListField(child=serializers.CharField())
    submitted_at = serializers.DateTimeField(allow_null=True)


class CheckedApplicationOutput(ListedApplicationOutput):
    """Everything about one application, and what can be decided."""

    reason = serializers.CharField(allow_blank=True)
    answers = AnswersOutput()
    people = ContactOutput(many=True)
    gaps = BlockerOutput(many=True)
    submissions = SubmissionOutput(many=True)
    decisions = serializers.ListField(child=serializers.CharField())
