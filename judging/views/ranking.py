"""The ranked list: as a page with filters, and as a file."""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hackathon.http import MemberRequest, staff_page
from hackathon.kit import charts
from hackathon.kit.sorting import kazakh_key
from judging import queries, rules
from judging.forms import RankingFilter
from judging.forms.ranking import NAME, SPREAD
from judging.http import find_decided
from judging.models import Round
from judging.queries import StandingRow
from judging.states import RoundStatus, Slot, TieLevel
from registration.models import Application
from registration.queries import applications_in
from registration.states import ProjectForm

PAGE = 100
WIDE_SHARE = 5  # judges who differ by more than a fifth of the scale stand out
BARS = 16
RISKY = ("=", "+", "-", "@", "\t", "\r", "\n")
SLOTS = (Slot.IDEA, Slot.SOLUTION, Slot.DEFENCE, Slot.BONUS)


@dataclass(frozen=True)
class Line:
    """One team's line as people read it."""

    row: StandingRow
    application: Application
    top: Fraction

    @property
    def points(self) -> str:
        """The points with two decimals."""
        return shown(self.row.points)

    @property
    def exact(self) -> str:
        """The points as they are computed, without rounding."""
        return "" if self.row.points is None else str(self.row.points)

    @property
    def slots(self) -> list[str]:
        """Idea, solution, defence, bonus."""
        return [shown(self.row.slots.get(slot)) for slot in SLOTS]

    @property
    def forms(self) -> list[str]:
        """The forms of the project, in words."""
        return [str(ProjectForm(code).label) for code in self.application.forms]

    @property
    def totals(self) -> list[str]:
        """Each judge's total, the lowest first."""
        return [shown(total) for total in self.row.totals]

    @property
    def spread(self) -> str:
        """The judges' totals on the scale."""
        return charts.spread(self.row.totals, high=self.top)

    @property
    def difference(self) -> Fraction:
        """How far the judges of this team are apart."""
        totals = self.row.totals
        return max(totals) - min(totals) if totals else Fraction(0)

    @property
    def is_wide(self) -> bool:
        """Whether they differ by more than a fifth of the scale."""
        return self.difference * WIDE_SHARE > self.top

    @property
    def level(self) -> str:
        """What set the team apart from others with as many points."""
        words = dict(TieLevel.choices) | {"shared": _("shared place")}
        return str(words.get(self.row.level, ""))


def shown(points: Fraction | None) -> str:
    """Points with two decimals, in local figures."""
    return "–" if points is None else number_format(float(round(points, 2)), decimal_pos=2)


def top_of(round: Round) -> Fraction:
    """The most points that a team can have: each slot once, and every bonus."""
    tops: dict[str, int] = {}
    bonus = 0
    for criterion in queries.criteria_of(round):
        if criterion.is_bonus:
            bonus += criterion.max_points
        else:
            tops[criterion.slot] = max(tops.get(criterion.slot, 0), criterion.max_points)
    return Fraction(sum(tops.values()) + bonus)


def lines_of(round: Round) -> list[Line]:
    """The whole list, each team with its application."""
    applied = applications_in(round.stage.hackathon).filter(team__entries__stage=round.stage)
    by_team = {one.team_id: one for one in applied.select_related("city").defer("answers")}
    top = top_of(round)
    return [Line(row, by_team[row.entry.team_id], top) for row in queries.standings(round)]


def narrowed(lines: Iterable[Line], filters: RankingFilter) -> list[Line]:
    """The lines that were asked for, in the order that was asked for."""
    text, form, city = filters.chosen("q"), filters.chosen("form"), filters.chosen("city")
    found = [
        line
        for line in lines
        if (not text or text.lower() in line.row.entry.team.name.lower())
        and (not form or form in line.application.forms)
        and (not city or line.application.city_id == city.pk)
    ]
    if filters.chosen("sort") == SPREAD:
        return sorted(found, key=lambda line: -line.difference)
    if filters.chosen("sort") == NAME:
        return sorted(found, key=lambda line: kazakh_key(line.row.entry.team.name))
    return found


def cut_of(lines: Sequence[Line]) -> Fraction | None:
    """The fewest points with which a team goes on."""
    points = [line.row.points for line in lines if line.row.goes_on and line.row.points is not None]
    return min(points, default=None)


def chart_of(lines: Sequence[Line], cut: Fraction | None) -> charts.Histogram:
    """How the points are spread over the teams."""
    points = [line.row.points for line in lines if line.row.points is not None]
    apart = max(points, default=Fraction(0)) - min(points, default=Fraction(0))
    return charts.histogram(points, width=max(1, -(-int(apart) // BARS)), cut=cut)


def figures(lines: Sequence[Line], cut: Fraction | None) -> dict[str, Any]:
    """The numbers above the list."""
    return {
        "ranked": sum(line.row.place is not None for line in lines),
        "teams": len(lines),
        "readings": sum(line.row.readings for line in lines),
        "cut": shown(cut),
        "going": sum(line.row.goes_on for line in lines),
        "wide": sum(line.is_wide for line in lines),
        "apart": shown(top_of_lines(lines) / WIDE_SHARE),
    }


def top_of_lines(lines: Sequence[Line]) -> Fraction:
    """The scale of a list."""
    return lines[0].top if lines else Fraction(0)


@staff_page
@require_safe
def ranking(request: MemberRequest, slug: str, kind: str) -> HttpResponse:
    """The ranked list with figures, filters and the level that decided each tie."""
    round = find_decided(request, slug, kind, "judging.read_ranking")
    if not rules.marks_are_known(round):
        return render(request, "judging/ranking_closed.html", {"round": round})
    lines, filters = lines_of(round), RankingFilter(request.GET, hackathon=round.stage.hackathon)
    found, cut = narrowed(lines, filters), cut_of(lines)
    listed = Paginator(found, PAGE).get_page(request.GET.get("page"))
    going = [line.row.place for line in lines if line.row.goes_on and line.row.place]
    is_closed = round.status == RoundStatus.CLOSED
    rows = [line.row for line in lines]
    page = {
        "round": round,
        "filters": filters,
        "page": listed,
        "found": len(found),
        "cut_place": max(going, default=None) if not filters.chosen("sort") else None,
        "chart": chart_of(lines, cut),
        "open_ties": len(queries.ties_that_matter(round, rows)) if is_closed else 0,
        "may_decide": request.user.has_perm("judging.decide_ties", round),
        "may_publish": request.user.has_perm("judging.publish_finalists", round),
        "may_run": request.user.has_perm("judging.read_round", round),
        "top": top_of_lines(lines),
        "tie_levels": [TieLevel(level).label for level in round.tie_order],
        **figures(lines, cut),
    }
    return render(request, "judging/ranking.html", page)


def safe_cell(value: object) -> str:
    """A cell that a spreadsheet takes for text, whatever a team is called."""
    text = str(value)
    return f"'{text}" if text.startswith(RISKY) else text


def heads() -> list[str]:
    """The heads of the file's columns."""
    slots = [str(slot.label) for slot in SLOTS]
    votes = [_("Votes for"), _("Votes against"), _("Abstained")]
    names = [_("Place"), _("Team"), _("Project"), _("City"), _("Forms")]
    return [*names, *slots, _("Points"), _("Points, exact"), _("Judges"), *votes, _("Goes on")]


def cells(line: Line) -> list[object]:
    """One line of the file. Points are exact beside the rounded ones."""
    row, tally = line.row, line.row.tally
    slots = [f"{float(row.slots[slot]):.2f}" if slot in row.slots else "" for slot in SLOTS]
    rounded = "" if row.points is None else f"{float(row.points):.2f}"
    project = [line.application.title, line.application.city or "", ", ".join(line.forms)]
    votes = [tally.votes_for, tally.against, tally.abstain]
    goes_on = _("yes") if row.goes_on else ""
    team = row.entry.team.name
    own = [row.place or "", team, *project, *slots, rounded, line.exact, row.readings]
    return [*own, *votes, goes_on]


@staff_page
@require_safe
def as_csv(request: MemberRequest, slug: str, kind: str) -> HttpResponse:
    """The lines that the filters leave, as a file for a spreadsheet."""
    round = find_decided(request, slug, kind, "judging.read_ranking")
    if not rules.marks_are_known(round):
        return render(request, "judging/ranking_closed.html", {"round": round}, status=409)
    filters = RankingFilter(request.GET, hackathon=round.stage.hackathon)
    answer = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{slug}-{kind}.csv"'
    answer["Cache-Control"] = "private, no-store"
    writer = csv.writer(answer)
    writer.writerow(heads())
    for line in narrowed(lines_of(round), filters):
        writer.writerow([safe_cell(cell) for cell in cells(line)])
    return answer
