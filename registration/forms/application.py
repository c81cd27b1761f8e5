"""Forms of the application: a team is begun, and its pages are filled in one by one."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from hackathon.kit.translated import say
from registration.forms.fields import DraftChoice, DraftChoices, DraftText
from registration.forms.reading import LABELS, Answer, values_of
from registration.models import Application
from registration.questions import BY_CODE, DATA, IDEA, QUESTIONS, SOLUTION, Question
from registration.states import ProjectForm as Prototype
from registration.states import Role

TEAM_NAME_MAX = 80
TITLE_MAX = 150
WHO_IS_ASKED = {  # of a question that only some projects are asked
    Prototype.TECHNICAL: _("Answer this if your project is a technical solution."),
    Prototype.SOCIAL: _("Answer this if your project is a social project."),
    Prototype.BUSINESS: _("Answer this if your project is a business idea."),
}
WHAT_PROTOTYPES_ARE = {
    Prototype.TECHNICAL: _("Software, a mobile app, an IT system."),
    Prototype.SOCIAL: _("An advocacy, media or education campaign."),
    Prototype.BUSINESS: _("A product or service with a business plan."),
}


class StartForm(forms.Form):
    """The first step: a team has a name, and a captain has a name and a role."""

    team_name = forms.CharField(
        label=LABELS["team_name"],
        max_length=TEAM_NAME_MAX,
        help_text=_("As it should stand on the certificate. You can change it until you send."),
        error_messages={"required": _("Give your team a name.")},
    )
    full_name = forms.CharField(
        label=_("Your full name"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Write your full name.")},
    )
    role = forms.ChoiceField(
        label=_("Your role in the team"),
        choices=[("", _("Choose a role")), *Role.choices],
        widget=forms.Select(attrs={"class": "w-m"}),
        error_messages={"required": _("Choose your role.")},
    )


class PageForm(forms.Form):
    """One page of an application. It reads changes; the service merges them by revision."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, application: Application, **kwargs: Any
    ) -> None:
        kwargs.setdefault("initial", values_of(application) | {"revision": application.revision})
        super().__init__(data, **kwargs)
        self.application = application
        self.theirs: list[Answer] = []  # what somebody else wrote meanwhile
        self.add_fields()

    def add_fields(self) -> None:
        """Add what depends on the application."""

    def changes(self) -> dict[str, Any]:
        """What was filled in, as the service takes it: answers to questions apart."""
        filled = {
            name: value
            for name, value in self.cleaned_data.items()
            if name in self.fields and name != "revision"
        }
        answers = {name: filled.pop(name) for name in list(filled) if name in BY_CODE}
        return filled | ({"answers": answers} if answers else {})

    def others(self, now: Application) -> list[str]:
        """The fields in which the stored application says something else than this form."""
        stored = values_of(now)
        return [
            name
            for name in self.fields
            if name in stored and stored[name] != plain(self.cleaned_data.get(name))
        ]

    def take_over(self, now: Application) -> None:
        """Go on from the stored revision, with everything that was typed still in place."""
        self.application = now
        self.data = self.data.copy()  # type: ignore[attr-defined] # what a browser sent
        self.data["revision"] = now.revision  # type: ignore[index]


def plain(value: Any) -> Any:
    """A cleaned value as `values_of` says it."""
    return getattr(value, "pk", value)


class RowChoices(forms.RadioSelect):
    """Radio cards for rows that explain themselves."""

    hints: dict[str, Any]


class TeamForm(PageForm):
    """The team's name, its track and its city (R3.2)."""

    team_name = forms.CharField(
        label=LABELS["team_name"],
        max_length=TEAM_NAME_MAX,
        help_text=_("As it should stand on the certificate."),
        error_messages={"required": _("Give your team a name.")},
    )

    def add_fields(self) -> None:
        hackathon = self.application.hackathon
        if tracks := hackathon.tracks.all():
            choices = RowChoices()
            choices.hints = {str(track.pk): say(track.summary) for track in tracks}
            self.fields["track"] = DraftChoice(
                label=LABELS["track"], queryset=tracks, widget=choices
            )
        if cities := hackathon.cities.all():
            self.fields["city"] = DraftChoice(
                label=LABELS["city"],
                queryset=cities,
                empty_label=_("Choose a city"),
                help_text=_("The city to which your team belongs."),
                widget=forms.Select(attrs={"class": "w-m"}),
            )


class Prototypes(forms.CheckboxSelectMultiple):
    """The forms of a prototype, each with an explanation."""

    hints = WHAT_PROTOTYPES_ARE


class ProjectForm(PageForm):
    """The project along the judging criteria (R1.3, R1.5)."""

    title = DraftText(label=LABELS["title"], max_length=TITLE_MAX)
    forms = DraftChoices(
        label=LABELS["forms"],
        choices=Prototype.choices,
        widget=Prototypes,
        help_text=_("Choose one, or several if it combines them. The jury's criteria follow it."),
    )

    def add_fields(self) -> None:
        for question in QUESTIONS:
            if question.section in (IDEA, SOLUTION):
                self.fields[question.code] = field_for(question)

    def _of(self, section: str) -> list[BoundField]:
        return [self[code] for code in self.fields if _section(code) == section]

    @property
    def idea_fields(self) -> list[BoundField]:
        """What every project is marked on as an idea."""
        return self._of(IDEA)

    @property
    def solution_fields(self) -> list[BoundField]:
        """What is marked by the form of the project."""
        return self._of(SOLUTION)


class DataUsedForm(PageForm):
    """The data on which the solution rests (R1.2)."""

    def add_fields(self) -> None:
        for question in QUESTIONS:
            if question.section == DATA:
                self.fields[question.code] = field_for(question)


class DraftForm(TeamForm):
    """Any fields of any page, as a page that saves itself sends them."""

    def add_fields(self) -> None:
        super().add_fields()
        for page in (ProjectForm, DataUsedForm):
            self.fields.update(page(application=self.application).fields)
        for name in set(self.fields) - set(self.data) - {"revision"}:
            del self.fields[name]


def _section(code: str) -> str:
    question = BY_CODE.get(code)
    return question.section if question else ""


def field_for(question: Question) -> forms.CharField:
    """The field in which a question is answered."""
    hint = question.hint
    for form in question.forms:
        hint = format_lazy("{} {}", WHO_IS_ASKED[Prototype(form)], hint)
    return DraftText(
        label=question.label,
        help_text=hint,
        max_length=question.max_length,
        required=question.is_required,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
