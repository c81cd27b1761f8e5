"""The look of forms: one renderer and one bound field for every form of the product.

Django itself writes `aria-invalid` and `aria-describedby`; the templates in `templates/forms/`
draw the label, the hint, the error and the control in that order.
"""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField, BoundWidget
from django.forms.renderers import TemplatesSetting
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

SHORT = (forms.DateInput, forms.TimeInput, forms.NumberInput)
KINDS: tuple[tuple[str, tuple[type[forms.Widget], ...]], ...] = (
    ("checks", (forms.CheckboxSelectMultiple,)),
    ("radios", (forms.RadioSelect,)),
    ("check", (forms.CheckboxInput,)),
    ("file", (forms.FileInput,)),
    ("select", (forms.Select,)),
    ("textarea", (forms.Textarea,)),
)


@dataclass(frozen=True)
class Option:
    """One choice of a radio or checkbox group, ready to draw."""

    widget: BoundWidget
    hint: str

    @property
    def id(self) -> str:
        """The id of its input, for the label."""
        return str(self.widget.id_for_label)

    @property
    def tag(self) -> str:
        """The input itself, without a label around it."""
        return self.widget.tag()

    @property
    def value(self) -> str:
        """What it sends."""
        return str(self.widget.data["value"])

    @property
    def label(self) -> str:
        """The words of the choice."""
        return str(self.widget.choice_label)


class Field(BoundField):
    """A form's field that knows how it is drawn."""

    @cached_property
    def kind(self) -> str:
        """Which part of `forms/field.html` draws it."""
        widget = self.field.widget
        for kind, widgets in KINDS:
            if isinstance(widget, widgets):
                return kind
        return "group" if widget.use_fieldset else "input"

    @property
    def anchor(self) -> str:
        """The id that a link of the error summary points to: the first control."""
        if self.kind in {"radios", "checks"} and self.subwidgets:
            return str(self.subwidgets[0].id_for_label)
        return self.id_for_label or f"{self.auto_id}_0"

    @property
    def options(self) -> list[Option]:
        """The choices of a group; a widget's `hints` dictionary explains them by value."""
        hints = getattr(self.field.widget, "hints", {})
        return [Option(part, hints.get(str(part.data["value"]), "")) for part in self.subwidgets]

    @property
    def is_marked_optional(self) -> bool:
        """Whether the label says that an answer may be left out."""
        return not self.field.required and not self.field.disabled and self.kind != "check"

    def build_widget_attrs(
        self, attrs: dict[str, Any], widget: forms.Widget | None = None
    ) -> dict[str, Any]:
        """Add the class that styles the control, and what the character count needs.

        `required` is left out: a browser's own bubble would come before our error summary.
        """
        attrs = super().build_widget_attrs(attrs, widget)
        attrs.pop("required", None)
        if self.kind in {"radios", "checks", "check"} or self.is_hidden:
            return attrs
        attrs["class"] = " ".join(self._classes())
        limit = getattr(self.field, "max_length", None)
        if self.kind == "textarea" and limit:
            attrs |= self._count(limit)
        return attrs

    def _classes(self) -> list[str]:
        """The control's classes: ours first, then the widget's own."""
        widget = self.field.widget
        own = str(widget.attrs.get("class", "")).split()
        short = ["w-s"] if isinstance(widget, SHORT) and not own else []
        return ["file" if self.kind == "file" else "input", *short, *own]

    def _count(self, limit: int) -> dict[str, Any]:
        """Let people type past the limit and see by how much, instead of cutting their text."""
        return {
            "maxlength": False,
            "data-count": limit,
            "data-left": _("Characters left: %s"),
            "data-over": _("Characters over the limit: %s"),
        }


class MomentWidget(forms.SplitDateTimeWidget):
    """A day and a time of day, each in the browser's own input."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        day: dict[str, Any] = {"type": "date", "aria-label": gettext_lazy("Date")}
        time: dict[str, Any] = {"type": "time", "aria-label": gettext_lazy("Time")}
        super().__init__(
            attrs, date_format="%Y-%m-%d", time_format="%H:%M", date_attrs=day, time_attrs=time
        )


class MomentField(forms.SplitDateTimeField):
    """A moment in the current time zone, asked for as a day and a time."""

    widget = MomentWidget


class Renderer(TemplatesSetting):
    """Draws forms from `templates/forms/`."""

    bound_field_class = Field
    field_template_name = "forms/field.html"
    form_template_name = "forms/form.html"
    formset_template_name = "forms/formset.html"
