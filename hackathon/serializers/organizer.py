"""What organizers read and say."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers

from hackathon.kit.shapes import (
    BlockerOutput,
    Choice,
    Input,
    Language,
    Mail,
    Moment,
    Output,
    Text,
    Texts,
    TextsInput,
    WebAddress,
)
from hackathon.serializers.personal import MyLetterOutput
from hackathon.states import StageKind

DUTIES = ("is_organizer", "is_judge", "is_chair", "is_mentor", "is_auditor")


class BoardStageOutput(Output):
    """A stage, its next move, and what that waits for."""

    kind = serializers.CharField()
    status = serializers.CharField()
    opens_at = serializers.DateTimeField()
    closes_at = serializers.DateTimeField()
    move = serializers.CharField(allow_blank=True)
    blockers = BlockerOutput(many=True)


class StepOutput(Output):
    """A step of the funnel."""

    label = serializers.CharField()  # type: ignore[assignment] # a field, and no label of one
    count = serializers.IntegerField()


class BoardOutput(Output):
    """The stages with their open blockers, the funnel, and the letters that are under way."""

    stages = BoardStageOutput(many=True)
    funnel = StepOutput(many=True)
    letters_waiting = serializers.IntegerField()
    letters_bounced = serializers.IntegerField()


class DatesInput(Input):
    """When a stage opens and closes."""

    opens_at = Moment()
    closes_at = Moment()


class BadgeOutput(Output):
    """What somebody of the staff is."""

    full_name = serializers.CharField(source="person.full_name")
    email = serializers.EmailField(source="person.email")
    city = serializers.CharField(source="city.code", default=None, allow_null=True)
    organization = serializers.CharField(allow_blank=True)
    position = Texts()
    is_organizer = serializers.BooleanField()
    is_judge = serializers.BooleanField()
    is_chair = serializers.BooleanField()
    is_mentor = serializers.BooleanField()
    is_auditor = serializers.BooleanField()


class BadgeInput(Input):
    """Who is named, and what for. An empty list of roles takes them all back."""

    email = Mail()
    full_name = Text(max_length=150)
    language = Language()
    roles = serializers.ListField(child=Choice(choices=DUTIES), max_length=len(DUTIES))
    city = Text(max_length=30, required=False, help_text="The code of the organizer's only city.")
    organization = Text(max_length=150, required=False, allow_blank=True)
    position = TextsInput(text_max=150, required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Only an organizer has a city."""
        roles: Sequence[str] = attrs["roles"]
        if attrs.get("city") and "is_organizer" not in roles:
            message = _("Only an organizer is named for one city.")
            raise serializers.ValidationError({"city": [message]})
        return attrs


class LegalTextInput(Input):
    """The next version of a text that binds."""

    title = TextsInput(text_max=200)
    text = TextsInput(text_max=100_000)
    change = TextsInput(text_max=2000, required=False)


class NewsInput(Input):
    """An announcement."""

    title = TextsInput(text_max=200)
    text = TextsInput()


class SessionInput(Input):
    """A line of the timetable."""

    stage = Choice(choices=StageKind.choices)
    title = TextsInput(text_max=200)
    speaker = Text(max_length=150, required=False, allow_blank=True)
    link = WebAddress(required=False, allow_blank=True)
    city = Text(max_length=30, required=False, help_text="The code of a city; left out: all.")
    starts_at = Moment()
    ends_at = Moment()

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """A session ends after it starts."""
        if attrs["ends_at"] <= attrs["starts_at"]:
            message = _("A session ends after it starts.")
            raise serializers.ValidationError({"ends_at": [message]})
        return attrs


class LetterInListOutput(MyLetterOutput):
    """A letter that the hackathon wrote, and to whom."""

    recipient = serializers.CharField()


class TrailOutput(Output):
    """Who did what, when."""

    id = serializers.IntegerField()
    action = serializers.CharField()
    actor = serializers.SerializerMethodField()
    target_type = serializers.CharField()
    target_id = serializers.IntegerField()
    happened_at = serializers.DateTimeField()

    def get_actor(self, line: Any) -> str:
        """Who did it; empty: the house itself."""
        return line.actor.full_name if line.actor else ""
