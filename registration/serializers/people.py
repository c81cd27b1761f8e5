"""People of a team: what they say for themselves, and whom a captain invites."""

from rest_framework import serializers

from hackathon.kit.shapes import Choice, Day, Input, Language, Mail, Output, Phone, Text
from registration.states import Declaration, InvitationStatus, Purpose, Role


class MemberOutput(Output):
    """A member of a team."""

    id = serializers.IntegerField()
    full_name = serializers.CharField(source="participant.full_name", allow_blank=True)
    role = serializers.ChoiceField(choices=Role.choices)
    city = serializers.CharField(source="participant.city.code", default=None, allow_null=True)
    is_captain = serializers.BooleanField()
    confirmed_at = serializers.DateTimeField(allow_null=True)


class ContactOutput(MemberOutput):
    """A member as the organizer sees them; contacts only for who decides."""

    email = serializers.SerializerMethodField()
    phone = serializers.SerializerMethodField()
    birth_date = serializers.SerializerMethodField()

    def get_email(self, member: object) -> str | None:
        """The address, for who decides."""
        return self._told(member, "participant.user.email")

    def get_phone(self, member: object) -> str | None:
        """The telephone, for who decides."""
        return self._told(member, "participant.phone")

    def get_birth_date(self, member: object) -> str | None:
        """The date of birth, for who decides."""
        return self._told(member, "participant.birth_date")

    def _told(self, member: object, path: str) -> str | None:
        if not self.context.get("may_decide"):
            return None
        value: object = member
        for name in path.split("."):
            value = getattr(value, name)
        return None if value is None else str(value)


class InvitationOutput(Output):
    """An invitation, as the captain sees it."""

    id = serializers.IntegerField()
    email = serializers.EmailField()
    full_name = serializers.CharField()
    role = serializers.ChoiceField(choices=Role.choices)
    language = serializers.CharField()
    status = serializers.ChoiceField(choices=InvitationStatus.choices)
    expires_at = serializers.DateTimeField()


class TeamOutput(Output):
    """One's own team; invitations are for its captain."""

    name = serializers.CharField()
    size = serializers.IntegerField(help_text="Members who confirmed.")
    size_max = serializers.IntegerField()
    members = MemberOutput(many=True)
    invitations = InvitationOutput(many=True)


class InviteInput(Input):
    """What a captain says about a member."""

    full_name = Text(max_length=150)
    email = Mail()
    role = Choice(choices=Role.choices)
    language = Language()


class InvitedOutput(Output):
    """What the captain said about the invited person."""

    hackathon = serializers.SlugField(source="team.hackathon.slug")
    team = serializers.CharField(source="team.name")
    full_name = serializers.CharField()
    role = serializers.ChoiceField(choices=Role.choices)
    status = serializers.ChoiceField(choices=InvitationStatus.choices)
    expires_at = serializers.DateTimeField()


class OwnDataInput(Input):
    """What participants say for themselves: who they are, what they accept and consent to."""

    full_name = Text(max_length=150)
    birth_date = Day()
    phone = Phone()
    city = Text(max_length=30, required=False, help_text="The city's code, where there are cities.")
    declarations = serializers.ListField(child=Choice(choices=Declaration.choices), max_length=10)
    purposes = serializers.ListField(child=Choice(choices=Purpose.choices), max_length=10)


class ConsentOutput(Output):
    """One consent, as given (R3.7)."""

    id = serializers.IntegerField()
    purpose = serializers.ChoiceField(choices=Purpose.choices)
    text_version = serializers.IntegerField(source="legal_text.version")
    given_at = serializers.DateTimeField()
    valid_until = serializers.DateTimeField()
    withdrawn_at = serializers.DateTimeField(allow_null=True)


class AcceptedOutput(Output):
    """One thing that was accepted or declared, and in which text."""

    declaration = serializers.ChoiceField(choices=Declaration.choices)
    text = serializers.CharField(source="legal_text.kind")
    text_version = serializers.IntegerField(source="legal_text.version")
    accepted_at = serializers.DateTimeField()


class OwnDataOutput(Output):
    """Everything that one gave in this hackathon (R3.10)."""

    full_name = serializers.CharField(allow_blank=True)
    birth_date = serializers.DateField(allow_null=True)
    phone = serializers.CharField(allow_blank=True)
    city = serializers.CharField(source="city.code", default=None, allow_null=True)
    created_at = serializers.DateTimeField()
    consents = ConsentOutput(many=True)
    declarations = AcceptedOutput(many=True)
