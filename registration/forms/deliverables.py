"""The form with which a team hands in its work."""

from typing import Any

from django import forms
from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from registration.forms.fields import MaterialField, WebAddressField

SUMMARY_MAX = 2000
WAYS = ("presentation_url", "prototype_url", "video_url", "file")


class HandInForm(forms.Form):
    """What was done, links to it, and one file. Anything handed in again replaces it."""

    summary = forms.CharField(
        label=_("What was done"),
        max_length=SUMMARY_MAX,
        help_text=_("What works already, what is new since the application, what comes next."),
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Write in a few sentences what was done.")},
    )
    presentation_url = WebAddressField(
        label=_("Link to the presentation"),
        required=False,
        help_text=_("It must open without a request for access."),
        error_messages={"invalid": _("Write a full web address, for example https://example.kz")},
    )
    prototype_url = WebAddressField(
        label=_("Link to the prototype"),
        required=False,
        help_text=_("A prototype that starts and can be shown remotely."),
        error_messages={"invalid": _("Write a full web address, for example https://example.kz")},
    )
    video_url = WebAddressField(
        label=_("Link to a video"),
        required=False,
        error_messages={"invalid": _("Write a full web address, for example https://example.kz")},
    )
    file = MaterialField(
        label=_("One file"),
        required=False,
        max_length=200,
        error_messages={"empty": _("The file is empty. Choose it again.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        limit = filesizeformat(settings.UPLOAD_MAX_BYTES)
        words = gettext("PDF, PowerPoint, Word, ZIP, PNG, JPEG or MP4, at most %(limit)s.")
        self.fields["file"].help_text = words % {"limit": limit}

    def clean(self) -> dict[str, Any]:
        """Something to look at must be there."""
        said = super().clean() or self.cleaned_data
        if not self.errors and not any(said.get(way) for way in WAYS):
            self.add_error("presentation_url", _("Give at least one link or a file."))
        return said
