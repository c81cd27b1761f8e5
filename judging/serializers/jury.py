"""A judge's rounds, conflicts and cards. Whose they are is said by who is signed in."""

from typing import Any

from rest_framework import serializers

from hackathon.kit.shapes import Choice, Input, Output, Text, Whole
from judging.rules import TEXT_MAX
from judging.serializers.points import Points
from judging.serializers.rounds import CriterionOutput
from judging.states import ConflictKind, RoundStatus, ScorecardStatus
from registration.serializers import DeliverableOutput

NOTE_MAX, KEY_MAX, MOST_TEAMS = 500, 80, 5000


class OwnRoundOutput(Output):
    """A round as one judge sees it."""

    kind = serializers.CharField()
    status = serializers.ChoiceField(choices=RoundStatus.choices)
    has_declared = serializers.BooleanField()
    cards = serializers.IntegerField()
    handed_in = serializers.IntegerField()
    has_voted = serializers.BooleanField()


class OwnConflictInput(Input):
    """One team with which the judge has a conflict of interest."""

    team = Whole(min_value=1)
    kind = Choice(choices=ConflictKind.choices)
    note = Text(max_length=NOTE_MAX, required=False, allow_blank=True)


class ConflictsInput(Input):
    """The teams with a conflict; an empty list says that there is none."""

    conflicts = serializers.ListField(child=OwnConflictInput(), max_length=MOST_TEAMS)


class TeamNamesOutput(Output):
    """A team by its names only: what a judge sees before declaring."""

    team = serializers.IntegerField()
    name = serializers.CharField()
    members = serializers.ListField(child=serializers.CharField(allow_blank=True))
    conflict = serializers.CharField(allow_null=True)


class ConflictsOutput(Output):
    """The teams of a round, and whether the judge has declared."""

    has_declared = serializers.BooleanField()
    teams = TeamNamesOutput(many=True)


class CardInListOutput(Output):
    """A card in the judge's own order."""

    id = serializers.IntegerField()
    number = serializers.IntegerField(source="assignment.order")
    team = serializers.CharField(source="assignment.entry.team.name")
    status = serializers.ChoiceField(choices=ScorecardStatus.choices)
    revision = serializers.IntegerField()
    handed_in_at = serializers.DateTimeField(allow_null=True)


class MarksOutput(serializers.DictField):
    """Points by the code of the criterion; null: not marked."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(child=serializers.FloatField(allow_null=True), **kwargs)


class ProjectOutput(Output):
    """What the team wrote, and what it handed in."""

    team = serializers.CharField()
    title = serializers.CharField(allow_blank=True)
    forms = serializers.ListField(child=serializers.CharField())
    answers = serializers.DictField(child=serializers.CharField(allow_blank=True))
    work = DeliverableOutput(allow_null=True)


class CardOutput(CardInListOutput):
    """One card: the project, the criteria, one's own marks and texts."""

    is_locked = serializers.BooleanField()
    allows_halves = serializers.BooleanField(source="assignment.round.allows_halves")
    criteria = CriterionOutput(many=True)
    marks = MarksOutput()
    note = serializers.CharField(allow_blank=True)
    comment = serializers.CharField(allow_blank=True)
    project = ProjectOutput()


class MarksInput(Input):
    """What changed on a card, and the revision that it was changed from."""

    base_revision = Whole(max_value=2**31 - 1)
    marks = serializers.DictField(child=Points(allow_null=True), required=False)
    note = Text(max_length=TEXT_MAX, required=False, allow_blank=True, trim_whitespace=False)
    comment = Text(max_length=TEXT_MAX, required=False, allow_blank=True, trim_whitespace=False)
    key = Text(max_length=KEY_MAX, required=False, allow_blank=True)


class SavedMarksOutput(Output):
    """What the card says now; `conflicts` were changed elsewhere and keep that other value."""

    revision = serializers.IntegerField()
    marks = MarksOutput()
    note = serializers.CharField(allow_blank=True)
    comment = serializers.CharField(allow_blank=True)
    conflicts = serializers.ListField(child=serializers.CharField())
