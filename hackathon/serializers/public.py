"""What everybody may read of a hackathon."""

from rest_framework import serializers

from hackathon.kit.shapes import Output, Texts
from hackathon.states import LegalKind, StageKind, StageStatus


class StageOutput(Output):
    """A stage of the calendar."""

    kind = serializers.ChoiceField(choices=StageKind.choices)
    status = serializers.ChoiceField(choices=StageStatus.choices)
    opens_at = serializers.DateTimeField()
    closes_at = serializers.DateTimeField()
    announced_at = serializers.DateTimeField(allow_null=True)
    summary = Texts()


class HackathonOutput(Output):
    """A hackathon in a list."""

    slug = serializers.SlugField()
    name = Texts()
    slogan = Texts()
    summary = Texts()
    organizer_name = Texts()
    time_zone = serializers.CharField()


class NamedOutput(Output):
    """A city or a track: by its code it is named in requests."""

    code = serializers.SlugField()
    name = Texts()


class TrackOutput(NamedOutput):
    """A priority direction (R1.1)."""

    summary = Texts()


class WholeHackathonOutput(HackathonOutput):
    """A hackathon with its figures, stages, tracks and cities."""

    contact_email = serializers.EmailField()
    team_min = serializers.IntegerField()
    team_max = serializers.IntegerField()
    min_age = serializers.IntegerField()
    prize_fund = serializers.IntegerField(help_text="Whole tenge.")
    prize_places = serializers.IntegerField()
    stages = StageOutput(many=True)
    tracks = TrackOutput(many=True)
    cities = NamedOutput(many=True)


class LegalTextOutput(Output):
    """One version of a text that binds (R7.1)."""

    kind = serializers.ChoiceField(choices=LegalKind.choices)
    version = serializers.IntegerField()
    title = Texts()
    text = Texts()
    change = Texts()
    sha256 = serializers.CharField()
    published_at = serializers.DateTimeField()


class NewsOutput(Output):
    """An announcement."""

    id = serializers.IntegerField()
    title = Texts()
    text = Texts()
    published_at = serializers.DateTimeField()


class SessionOutput(Output):
    """A line of the timetable (R4.3)."""

    id = serializers.IntegerField()
    stage = serializers.CharField(source="stage.kind")
    city = serializers.CharField(source="city.code", default=None, allow_null=True)
    title = Texts()
    speaker = serializers.CharField(allow_blank=True)
    link = serializers.CharField(allow_blank=True)
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()


class PersonOutput(Output):
    """A member of the jury or a mentor (R1.6, R1.9)."""

    full_name = serializers.CharField(source="person.full_name")
    organization = serializers.CharField(allow_blank=True)
    position = Texts()
    is_judge = serializers.BooleanField()
    is_mentor = serializers.BooleanField()
