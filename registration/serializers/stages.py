"""What teams hand in, and the published list."""

from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from rest_framework import serializers

from hackathon.kit.materials import FAULTS, fault_of
from hackathon.kit.shapes import BlockerOutput, Input, Output, Text, WebAddress
from hackathon.serializers import StageOutput

SUMMARY_MAX = 2000
WAYS = ("presentation_url", "prototype_url", "video_url", "file")


class HandInInput(Input):
    """What was done, links to it, and one file. Anything handed in again replaces it."""

    summary = Text(max_length=SUMMARY_MAX)
    presentation_url = WebAddress(required=False, allow_blank=True)
    prototype_url = WebAddress(required=False, allow_blank=True)
    video_url = WebAddress(required=False, allow_blank=True)
    file = serializers.FileField(required=False, max_length=200)

    def validate_file(self, file: "UploadedFile[Any]") -> "UploadedFile[Any]":
        """Refuse a file that is too large, of another kind, or a bomb."""
        limit = int(settings.UPLOAD_MAX_BYTES)
        if fault := fault_of(file, limit=limit):
            raise serializers.ValidationError(FAULTS[fault] % {"limit": filesizeformat(limit)})
        return file

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Something to look at must be there."""
        if not any(attrs.get(way) for way in WAYS):
            message = _("Give at least one link or a file.")
            raise serializers.ValidationError({"presentation_url": [message]})
        return attrs


class DeliverableOutput(Output):
    """One hand-in."""

    id = serializers.IntegerField()
    number = serializers.IntegerField()
    summary = serializers.CharField()
    presentation_url = serializers.CharField(allow_blank=True)
    prototype_url = serializers.CharField(allow_blank=True)
    video_url = serializers.CharField(allow_blank=True)
    file_name = serializers.CharField(allow_blank=True)
    file_size = serializers.IntegerField(help_text="Bytes.")
    sha256 = serializers.CharField(allow_blank=True)
    handed_in_at = serializers.DateTimeField()


class WorkOutput(Output):
    """A stage as a team in it sees it: when it runs, and what was handed in, the last first."""

    stage = StageOutput()
    is_open = serializers.BooleanField()
    deliverables = DeliverableOutput(many=True)


class SelectedTeamOutput(Output):
    """A team of the published list (R3.11)."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    project = serializers.CharField(source="application.title", allow_blank=True)
    track = serializers.CharField(source="application.track.code", default=None, allow_null=True)
    city = serializers.CharField(source="application.city.code", default=None, allow_null=True)


class SelectionOutput(Output):
    """What publishing the selection would do."""

    status = serializers.CharField()
    teams = serializers.IntegerField()
    people = serializers.IntegerField()
    letters = serializers.DictField(child=serializers.IntegerField())
    passed_over = serializers.IntegerField()
    blockers = BlockerOutput(many=True)
