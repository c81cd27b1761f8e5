"""The ranked list, the vote, ties, and what is published."""

from rest_framework import serializers

from hackathon.kit.shapes import BlockerOutput, Choice, Input, Output, Text, Whole
from judging.rules import TEXT_MAX
from judging.serializers.points import Mean
from judging.states import VoteChoice
from registration.states import EntryWay

MOST_TEAMS = 5000


class TallyOutput(Output):
    """The jury's vote on one team (R5.3)."""

    eligible = serializers.IntegerField()
    votes_for = serializers.IntegerField()
    against = serializers.IntegerField()
    abstain = serializers.IntegerField()
    outcome = serializers.CharField()


class StandingOutput(Output):
    """One team's line of the ranked list; a team that nobody could judge has no place."""

    entry = serializers.IntegerField(source="entry.pk")
    team = serializers.CharField(source="entry.team.name")
    place = serializers.IntegerField(allow_null=True)
    points = Mean(allow_null=True)
    level = serializers.CharField(allow_blank=True)
    slots = serializers.DictField(child=Mean())
    totals = serializers.ListField(child=Mean())
    tally = TallyOutput()
    goes_on = serializers.BooleanField()


class VoteInput(Input):
    """The vote on one team."""

    entry = Whole(min_value=1)
    choice = Choice(choices=VoteChoice.choices)


class BallotInput(Input):
    """A vote on every team that the judge marked, and on no other."""

    votes = serializers.ListField(child=VoteInput(), max_length=MOST_TEAMS)


class BallotLineOutput(Output):
    """A team by points alone; whether one has a vote on it, and what one voted."""

    entry = serializers.IntegerField()
    team = serializers.CharField()
    place_by_points = serializers.IntegerField()
    points = Mean()
    may_vote = serializers.BooleanField()
    choice = serializers.CharField(allow_null=True)


class BallotOutput(Output):
    """One's own ballot."""

    status = serializers.CharField()
    cast_at = serializers.DateTimeField(allow_null=True)
    teams = BallotLineOutput(many=True)


class TieOutput(Output):
    """A group of teams that nothing but the jury splits, and the order it decided, if it has."""

    entries = serializers.ListField(child=serializers.IntegerField())
    teams = serializers.ListField(child=serializers.CharField())
    points = Mean(allow_null=True)
    decided = serializers.ListField(child=serializers.IntegerField())


class TiesInput(Input):
    """The jury's order of every tied entry, the better first, and its reason."""

    order = serializers.ListField(child=Whole(min_value=1), max_length=MOST_TEAMS)
    reason = Text(max_length=TEXT_MAX)


class WildcardInput(Input):
    """A team that the organizer puts forward, and why (R5.4)."""

    team = Whole(min_value=1)
    reason = Text(max_length=TEXT_MAX)


class FinalistsInput(Input):
    """The teams that are put forward beside the jury's finalists."""

    wildcards = serializers.ListField(child=WildcardInput(), required=False, max_length=50)


class FinalistOutput(Output):
    """A published finalist; teams that the organizer put forward are marked as such."""

    team = serializers.IntegerField(source="team_id")
    name = serializers.CharField(source="team.name")
    project = serializers.CharField(source="team.application.title", allow_blank=True)
    way = serializers.ChoiceField(choices=EntryWay.choices)


class FinalistsOutput(Output):
    """What publishing the finalists would do."""

    status = serializers.CharField()
    finalists = serializers.ListField(child=serializers.CharField())
    others = serializers.IntegerField()
    letters = serializers.IntegerField()
    blockers = BlockerOutput(many=True)


class MeanByCriterionOutput(Output):
    """A team's mean on one criterion."""

    code = serializers.CharField()
    points = Mean()
    max_points = serializers.IntegerField()


class FeedbackOutput(Output):
    """A team's own line, its points by criterion, and what judges wrote, unnamed (W3)."""

    place = serializers.IntegerField(allow_null=True)
    points = Mean(allow_null=True)
    criteria = MeanByCriterionOutput(many=True)
    comments = serializers.ListField(child=serializers.CharField())
