"""The living page of all components: what a page is made of, drawn with sample facts."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from hackathon.kit import charts
from hackathon.kit.look import MomentField
from hackathon.kit.translated import TranslatedFormField
from hackathon.states import StageKind, StageStatus

TEAMS = ("Қыран", "Самұрық", "Жұлдыз", "Тұлпар", "Ақсұңқар", "Дала Дата", "Көк бөрі", "Шапағат")
POINTS = (29, 31, 22, 34, 26, 33, 18, 27, 30, 24, 36, 21, 28, 25, 32, 19, 23, 35, 27, 30)
CUT = 28
TEXT = """# Ереже

Қатысушы — **18 жастан** асқан адам.

1. Бірінші
2. Екінші

> Дәйексөз

| Ұпай | Мәні |
| --- | --- |
| 10 | өте жақсы |
"""
FIRST_DAY = datetime(2026, 9, 1, 4, tzinfo=UTC)
TODAY = datetime(2026, 9, 29, 6, tzinfo=UTC)


class Choices(forms.RadioSelect):
    """Radio cards whose choices are explained."""

    hints = {"technical": _("Software, a mobile app, an IT system")}


class SampleForm(forms.Form):
    """One field of every kind."""

    name = forms.CharField(
        label=_("Team name"), help_text=_("As it should stand on the certificate")
    )
    city = forms.ChoiceField(label=_("City"), choices=[("", "–"), ("ala", "Алматы")])
    form = forms.ChoiceField(
        label=_("Form of the project"),
        widget=Choices,
        choices=[
            ("technical", _("Technical solution")),
            ("social", _("Social project")),
            ("business", _("Business idea")),
        ],
    )
    skills = forms.MultipleChoiceField(
        label=_("Roles that the team still needs"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        choices=[("developer", _("Developer")), ("lawyer", _("Lawyer"))],
    )
    idea = forms.CharField(
        label=_("What problem do you solve, and for whom?"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=600,
    )
    born = forms.DateField(label=_("Date of birth"), help_text=_("For example, 27.03.2004"))
    starts = MomentField(label=_("Starts"), required=False)
    title = TranslatedFormField(label=_("Title"), required=False)
    file = forms.FileField(label=_("Presentation"), help_text=_("PDF, up to 20 MB"), required=False)
    rules = forms.BooleanField(
        label=_("The rules of the hackathon are accepted without reservation"),
        help_text=_("You accept the version that is in force today."),
    )


class VoteForm(forms.Form):
    """One team of a ballot."""

    vote = forms.ChoiceField(
        widget=forms.RadioSelect,
        choices=[("for", _("For")), ("against", _("Against")), ("abstain", _("Abstain"))],
    )


@dataclass
class SampleStage:
    """A stage, without a database."""

    kind: StageKind
    status: StageStatus
    opens_at: datetime
    closes_at: datetime
    summary: dict[str, str] = field(default_factory=dict)

    def get_kind_display(self) -> str:
        """The stage's name."""
        return str(self.kind.label)

    def get_status_display(self) -> str:
        """The status in words."""
        return str(self.status.label)


def sample_stages() -> list[SampleStage]:
    """Six stages, the third of them open."""
    states = [StageStatus.PUBLISHED] * 2 + [StageStatus.OPEN] + [StageStatus.PLANNED] * 3
    starts = (0, 18, 27, 30, 41, 45)
    lasts = (17, 4, 2, 0, 3, 0)
    rows = zip(StageKind, states, starts, lasts, strict=True)
    return [
        SampleStage(kind, status, FIRST_DAY + timedelta(days=a), FIRST_DAY + timedelta(days=a + n))
        for kind, status, a, n in rows
    ]


def sample_criteria() -> list[dict[str, Any]]:
    """Two scales of a judge's card: one of 10 points, one bonus."""
    idea = _("Feasible, useful, deep, new; goal, effect and risks are clear.")
    told = (
        ("idea", _("Idea"), idea, 10, 8),
        ("pitch_bonus", _("Bonus for the presentation"), _("Clear, in time, convincing."), 5, None),
    )
    return [
        {
            "code": code,
            "title": title,
            "hint": hint,
            "points": points,
            "top": top,
            "slot": code,
            "is_bonus": points is None,
            "pads": [{"value": n, "label": n, "checked": n == points} for n in range(top + 1)],
        }
        for code, title, hint, top, points in told
    ]


def sample_rows() -> list[dict[str, Any]]:
    """A ranking of eight teams by three judges."""
    rows = []
    for place, team in enumerate(TEAMS, 1):
        marks = [36 - 2 * place, 35 - place, 37 - 3 * place]
        rows.append(
            {
                "place": place,
                "team": team,
                "marks": marks,
                "spread": charts.spread(marks, high=40),
                "points": f"{sum(marks) / 3:.2f}".replace(".", ","),
            }
        )
    return rows


def sample_lists() -> dict[str, Any]:
    """Tasks, blockers and letters."""
    task, blocker = SimpleNamespace, SimpleNamespace
    return {
        "tasks": [
            task(label=_("About me"), state="done", url="#tasks", hint=""),
            task(label=_("Team"), state="started", url="#tasks", hint=_("Confirmed: 2 of 3")),
            task(label=_("Project"), state="todo", url="#tasks", hint=""),
            task(label=_("Check and send"), state="locked", url="", hint=""),
        ],
        "blockers": [
            blocker(message=_("applications wait for a decision"), count=12, url="#organizer"),
            blocker(message=_("cards are not handed in"), count=3, url="#organizer"),
        ],
        "letters": [SimpleNamespace(state=state) for state in ("sent", "waiting", "bounced")],
    }


def sample_figures() -> dict[str, Any]:
    """Charts and the tables behind them."""
    stages = sample_stages()
    words = {StageStatus.OPEN: "now", StageStatus.PLANNED: "next"}
    spans = [(s.opens_at, s.closes_at, words.get(s.status, "done")) for s in stages]
    steps = [(_("Applications"), 612), (_("Selected"), 200), (_("Boot camp"), 40), (_("Final"), 12)]
    return {
        "stages": stages,
        "line": charts.stage_line(spans, now=TODAY),
        "points": charts.histogram(POINTS, width=2, cut=CUT),
        "steps": charts.funnel(steps),
        "rows": sample_rows(),
        "page": Paginator(range(60), 20).get_page(2),
    }


@require_safe
def components(request: HttpRequest) -> HttpResponse:
    """Show every component; with `?errors` the forms show theirs."""
    bound = {"name": "", "idea": "ә" * 620} if "errors" in request.GET else None
    sample = SampleForm(bound, prefix="s")
    facts = {
        "sample": sample,
        "error_summary": sample.errors,
        "vote": VoteForm(initial={"vote": "for"}, prefix="v"),
        "criteria": sample_criteria(),
        "today": TODAY,
        "sample_text": TEXT,
        **sample_lists(),
        **sample_figures(),
    }
    return render(request, "hackathon/ui.html", facts)
