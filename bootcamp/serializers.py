"""Shapes of the boot camp's API: `...Input` is read, `...Output` is written."""

from rest_framework import serializers

from bootcamp.states import CertificateStatus
from hackathon.kit.shapes import BlockerOutput, Input, Output, Text, Texts, Whole
from registration.serializers import DeliverableOutput, MemberOutput

MOST_TENGE = 10**15


class MentorOutput(Output):
    """A mentor who advises a team."""

    id = serializers.IntegerField(help_text="Of the pair: by it the mentor is released.")
    mentor = serializers.CharField(source="mentor.full_name")
    entry = serializers.IntegerField(source="entry_id")
    team = serializers.CharField(source="entry.team.name")
    assigned_at = serializers.DateTimeField()


class MentorInput(Input):
    """Who advises which team of the boot camp."""

    entry = Whole(min_value=1)
    mentor = Whole(min_value=1)


class CampMentorOutput(Output):
    """A mentor as the team sees them."""

    full_name = serializers.CharField()
    organization = serializers.CharField(allow_blank=True)
    position = Texts()


class CampOutput(Output):
    """A team's boot camp (R4.5)."""

    entry = serializers.IntegerField()
    mentors = CampMentorOutput(many=True)
    latest = DeliverableOutput(allow_null=True)


class MentoredTeamOutput(Output):
    """A team as its mentor sees it."""

    entry = serializers.IntegerField()
    team = serializers.CharField()
    project = serializers.CharField(allow_blank=True)
    members = MemberOutput(many=True)
    latest = DeliverableOutput(allow_null=True)


class PrizePlaceOutput(Output):
    """A team in a prize place of the signed final: what it has, or could have; whole tenge."""

    entry = serializers.IntegerField(source="row.entry.pk")
    team = serializers.CharField(source="row.entry.team.name")
    place = serializers.IntegerField(source="row.place")
    suggested = serializers.IntegerField()
    award = serializers.IntegerField(source="award.pk", default=None, allow_null=True)
    amount = serializers.IntegerField(source="award.amount", default=None, allow_null=True)


class AwardsOutput(Output):
    """The fund, what of it is awarded, and the prize places (R6.2, R6.4)."""

    fund = serializers.IntegerField()
    awarded = serializers.IntegerField()
    left = serializers.IntegerField()
    places = PrizePlaceOutput(many=True)


class AwardInput(Input):
    """The sum of one team in a prize place; its place is the jury's."""

    entry = Whole(min_value=1)
    amount = Whole(min_value=1, max_value=MOST_TENGE)


class FundInput(Input):
    """Another size of the fund, and why (R6.4)."""

    amount = Whole(max_value=MOST_TENGE)
    reason = Text(max_length=500)


class CertificateOutput(Output):
    """A certificate in the organizer's list."""

    id = serializers.IntegerField()
    number = serializers.CharField()
    status = serializers.ChoiceField(choices=CertificateStatus.choices)
    team = serializers.CharField(source="award.entry.team.name")
    issued_at = serializers.DateTimeField()
    revoked_at = serializers.DateTimeField(allow_null=True)
    reason = serializers.CharField(allow_blank=True)


class FactsOutput(Output):
    """What a certificate says."""

    number = serializers.CharField()
    hackathon = Texts()
    organizer = Texts()
    team = serializers.CharField()
    project = serializers.CharField(allow_blank=True)
    place = serializers.IntegerField()
    amount = serializers.IntegerField()
    issued_on = serializers.DateField()


class CheckOutput(Output):
    """What is known of a certificate by its number (R6.5)."""

    number = serializers.CharField()
    verdict = serializers.ChoiceField(choices=["valid", "revoked", "altered", "broken"])
    revoked_at = serializers.DateTimeField(allow_null=True)
    reason = serializers.CharField(allow_blank=True)
    facts = FactsOutput(allow_null=True)
    members = serializers.ListField(
        child=serializers.CharField(allow_blank=True),
        allow_null=True,
        help_text="Only to who shows the paper's own code.",
    )
    sha256 = serializers.CharField(allow_null=True, help_text="The same.")


class WinnerOutput(Output):
    """A published winner (R6.3)."""

    place = serializers.IntegerField(source="award.place")
    team = serializers.CharField(source="award.entry.team.name")
    project = serializers.CharField(source="award.entry.team.application.title", allow_blank=True)
    amount = serializers.IntegerField(source="award.amount")
    certificate = serializers.CharField(source="number", allow_blank=True)


class WinnersOutput(Output):
    """What publishing the winners would do."""

    status = serializers.CharField()
    places = PrizePlaceOutput(many=True)
    blockers = BlockerOutput(many=True)
