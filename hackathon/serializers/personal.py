"""What a person reads and says of themself."""

from rest_framework import serializers

from hackathon.kit.shapes import Input, Language, Output, Text

ROLES = ("is_participant", "is_organizer", "is_judge", "is_chair", "is_mentor", "is_auditor")


class OwnBadgeOutput(Output):
    """What one is in a hackathon."""

    hackathon = serializers.SlugField(source="hackathon.slug")
    city = serializers.CharField(source="city.code", default=None, allow_null=True)
    is_participant = serializers.BooleanField()
    is_organizer = serializers.BooleanField()
    is_judge = serializers.BooleanField()
    is_chair = serializers.BooleanField()
    is_mentor = serializers.BooleanField()
    is_auditor = serializers.BooleanField()


class MeOutput(Output):
    """Who one is."""

    email = serializers.EmailField()
    full_name = serializers.CharField(allow_blank=True)
    language = serializers.CharField()
    badges = OwnBadgeOutput(many=True)


class MeInput(Input):
    """One's name, and the language of letters to one."""

    full_name = Text(max_length=150)
    language = Language()


class MyLetterOutput(Output):
    """A letter in a list, with what became of it."""

    uid = serializers.UUIDField()
    hackathon = serializers.SlugField(source="hackathon.slug", default=None, allow_null=True)
    letter = serializers.CharField()
    language = serializers.CharField()
    subject = serializers.CharField()
    state = serializers.ChoiceField(choices=["sent", "bounced", "waiting"])
    created_at = serializers.DateTimeField()
    sent_at = serializers.DateTimeField(allow_null=True)


class LetterOutput(MyLetterOutput):
    """One letter with its words, in Markdown."""

    body = serializers.CharField()
