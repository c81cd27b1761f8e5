"""Rounds: how they are set up, how far they are, who must not judge whom."""

from rest_framework import serializers

from hackathon.kit.shapes import (
    BlockerOutput,
    Choice,
    Input,
    Output,
    Text,
    Texts,
    TextsInput,
    Whole,
    Yes,
)
from judging.states import (
    ConflictKind,
    ConflictSource,
    RoundStatus,
    ScorecardStatus,
    Slot,
    TieLevel,
)

MOST_PLACES, MOST, PERCENT = 1000, 100, 100


class CriterionOutput(Output):
    """One thing that judges mark (R5.1, R5.2)."""

    code = serializers.CharField()
    slot = serializers.ChoiceField(choices=Slot.choices)
    form = serializers.CharField(allow_blank=True)
    title = Texts()
    hint = Texts()
    max_points = serializers.IntegerField()


class CriterionInput(Input):
    """What judges read of a criterion, and how many points it has."""

    title = TextsInput(text_max=100)
    hint = TextsInput(text_max=1000)
    max_points = Whole(min_value=1, max_value=MOST)


class NewRoundInput(Input):
    """The two figures that a round begins with; all else has the rulebook's value."""

    places = Whole(min_value=1, max_value=MOST_PLACES)
    bonus_points = Whole(min_value=1, max_value=MOST, required=False)


class RoundInput(Input):
    """How a round counts, until its criteria are fixed."""

    places = Whole(min_value=1, max_value=MOST_PLACES, required=False)
    readings_needed = Whole(min_value=1, max_value=MOST, required=False, allow_null=True)
    quorum_percent = Whole(max_value=PERCENT, required=False)
    threshold_percent = Whole(max_value=PERCENT, required=False)
    must_pass_vote = Yes(required=False)
    allows_halves = Yes(required=False)
    tie_order = serializers.ListField(
        child=Choice(choices=TieLevel.choices), required=False, max_length=len(TieLevel)
    )


class RoundMoveInput(Input):
    """Reopening a round needs its reason; the other moves need none."""

    reason = Text(max_length=2000, required=False, allow_blank=True)


class ProgressOutput(Output):
    """How far one judge has come; never what is on a card."""

    judge = serializers.IntegerField(source="judge.pk")
    full_name = serializers.CharField(source="judge.full_name")
    has_declared = serializers.BooleanField(source="declared")
    cards = serializers.IntegerField()
    handed_in = serializers.IntegerField()
    void = serializers.IntegerField()
    has_voted = serializers.BooleanField()


class RoundOutput(Output):
    """A round with its criteria, its rules, and how far the jury is."""

    kind = serializers.CharField(source="stage.kind")
    status = serializers.ChoiceField(choices=RoundStatus.choices)
    version = serializers.IntegerField()
    places = serializers.IntegerField()
    readings_needed = serializers.IntegerField(allow_null=True)
    quorum_percent = serializers.IntegerField()
    threshold_percent = serializers.IntegerField()
    must_pass_vote = serializers.BooleanField()
    allows_halves = serializers.BooleanField()
    tie_order = serializers.ListField(child=serializers.CharField())
    criteria_sha256 = serializers.CharField(allow_blank=True)
    criteria = CriterionOutput(many=True)
    progress = ProgressOutput(many=True)
    blockers = BlockerOutput(many=True)


class KnownConflictOutput(Output):
    """A conflict of interest that touches a round."""

    judge = serializers.CharField(source="judge.full_name")
    team = serializers.CharField(source="team.name")
    kind = serializers.ChoiceField(choices=ConflictKind.choices)
    source = serializers.ChoiceField(choices=ConflictSource.choices)  # type: ignore[assignment] # a field, and no way to one
    note = serializers.CharField(allow_blank=True)
    set_at = serializers.DateTimeField()


class KnownConflictInput(Input):
    """A conflict that the organizer knows of: between which judge and which team."""

    judge = Whole(min_value=1)
    team = Whole(min_value=1)
    kind = Choice(choices=ConflictKind.choices)
    note = Text(max_length=500, required=False, allow_blank=True)


class JudgeCardOutput(Output):
    """A card of a judge: which team, and where it stands; never what is on it."""

    id = serializers.IntegerField()
    number = serializers.IntegerField(source="assignment.order")
    team = serializers.CharField(source="assignment.entry.team.name")
    status = serializers.ChoiceField(choices=ScorecardStatus.choices)


class VoidedOutput(Output):
    """How many cards became void."""

    void = serializers.IntegerField()
