"""A judge's rounds, conflicts declared before any content, and the list of cards."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hackathon.http import MemberRequest, blame, check, find_own, page_status, staff_page
from hackathon.kit import clock
from hackathon.kit.errors import Refused
from hackathon.kit.sorting import kazakh_key
from hackathon.states import StageKind
from judging import queries, services
from judging.forms import ConflictsForm
from judging.http import find_round
from judging.models import Round, Scorecard
from judging.queries import JudgeProgress
from judging.states import SETTLED, RoundStatus, ScorecardStatus
from registration.queries import people_in


@dataclass(frozen=True)
class OwnRound:
    """A round as one judge sees it: how far it is, and what comes next."""

    round: Round
    progress: JudgeProgress | None
    declared: bool
    step: str
    url: str
    action: str


def own_round(request: MemberRequest, round: Round) -> OwnRound:
    """Where a judge stands in a round, and the next step."""
    progress = next(iter(queries.progress_of(round, [request.user])), None)
    declared = progress.declared if progress else queries.has_declared(request.user, round)
    step, name, action = next_step(round, progress, declared=declared)
    hackathon = round.stage.hackathon
    args = [hackathon.slug] if name == "finalists" else [hackathon.slug, round.stage.kind]
    url = reverse(f"judging:{name}", args=args) if name else ""
    return OwnRound(round, progress, declared, step, url, action)


Step = tuple[str, str, str]  # in words, the page, the words of its button


def next_step(round: Round, progress: JudgeProgress | None, *, declared: bool) -> Step:
    """What a judge does next in a round."""
    if round.status in SETTLED:
        return step_after(round)
    if not declared:
        words = _("Say first with which teams you have a conflict of interest, if any.")
        return words, "conflicts", _("Declare conflicts of interest")
    if progress is None or round.status in (RoundStatus.DRAFT, RoundStatus.FROZEN):
        return _("Judging has not begun. A letter will tell you."), "", ""
    return step_within(round, progress)


def step_within(round: Round, progress: JudgeProgress) -> Step:
    """What a judge with cards does while the round is open, and in the vote after it."""
    if round.status == RoundStatus.OPEN:
        done = _("All your cards are handed in.")
        words = _("Mark your teams and hand the cards in.") if progress.left else done
        return words, "cards", _("To my cards")
    if progress.handed_in and not progress.has_voted:
        return _("The round is closed: the jury votes."), "ballot", _("Vote")
    return _("You have done everything in this round."), "", ""


def step_after(round: Round) -> Step:
    """What is left once the round is signed."""
    if round.status == RoundStatus.PUBLISHED and round.stage.kind == StageKind.PITCHES:
        return _("The result is published."), "finalists", _("See the finalists")
    return _("The jury's work in this round is done."), "", ""


@staff_page
@require_safe
def rounds(request: MemberRequest, slug: str) -> HttpResponse:
    """My rounds: how far I am, and what comes next."""
    hackathon = find_own(request, slug)
    check(request, "judging.read_cards", hackathon)
    found = [own_round(request, round) for round in queries.rounds_in(hackathon)]
    return render(request, "judging/rounds.html", {"rounds": found})


def members_by_team(round: Round) -> dict[int, list[str]]:
    """The names of the people in each team of a round."""
    names: dict[int, list[str]] = {}
    for member in people_in(round.stage):
        names.setdefault(member.team_id, []).append(member.participant.full_name)
    return names


def conflict_rows(round: Round, form: ConflictsForm, known: dict[int, Any]) -> list[dict[str, Any]]:
    """Each team with its people, and its two fields or the conflict that is known already."""
    members = members_by_team(round)
    fields = {entry.pk: form.fields_of(entry) for entry in form.entries}
    rows = [
        {
            "entry": entry,
            "members": members.get(entry.team_id, []),
            "known": known.get(entry.team_id),
            "fields": fields.get(entry.pk),
        }
        for entry in queries.projects_of(round)
    ]
    return sorted(rows, key=lambda row: kazakh_key(row["entry"].team.name))


@staff_page
@require_http_methods(["GET", "HEAD", "POST"])
def conflicts(request: MemberRequest, slug: str, kind: str) -> HttpResponse:
    """Declare conflicts of interest: names only, before any content is shown."""
    round = find_round(request, slug, kind, "judging.declare_conflicts")
    known = {one.team_id: one for one in queries.conflicts_of(round).filter(judge=request.user)}
    entries = [entry for entry in queries.projects_of(round) if entry.team_id not in known]
    form = ConflictsForm(request.POST if request.method == "POST" else None, entries=entries)
    if form.is_bound and form.is_valid() and declared(request, round, form):
        messages.success(request, _("Your declaration is kept."))
        is_open = round.status == RoundStatus.OPEN
        return redirect(*(("judging:cards", slug, kind) if is_open else ("judging:rounds", slug)))
    page = {
        "round": round,
        "form": form,
        "rows": conflict_rows(round, form, known),
        "has_declared": queries.has_declared(request.user, round),
        "is_settled": round.status in SETTLED,
    }
    return render(request, "judging/conflicts.html", page, status=page_status(form))


def declared(request: MemberRequest, round: Round, form: ConflictsForm) -> bool:
    """Keep a declaration; what a rule refuses stands on the form."""
    try:
        services.declare_conflicts(
            round=round,
            judge=request.user,
            conflicts=form.conflicts,
            notes=form.notes,
            now=clock.now(),
        )
    except Refused as refusal:
        blame(form, refusal)
        return False
    return True


def state_of(card: Scorecard) -> tuple[str, str]:
    """Where a card stands, in words and in tone."""
    if card.status == ScorecardStatus.HANDED_IN:
        return str(card.get_status_display()), "ok"
    return (_("In progress"), "gold") if card.revision else (_("Not begun"), "")


def card_rows(cards: list[Scorecard]) -> list[dict[str, Any]]:
    """Cards in the judge's own order, each with its state."""
    return [
        {
            "card": card,
            "number": card.assignment.order,
            "team": card.assignment.entry.team.name,
            "state": state_of(card),
        }
        for card in cards
    ]


@staff_page
@require_safe
def cards(request: MemberRequest, slug: str, kind: str) -> HttpResponse:
    """My cards, in my own order; before the declaration there are none to see."""
    round = find_round(request, slug, kind, "judging.read_cards")
    if not queries.has_declared(request.user, round):
        return redirect("judging:conflicts", slug, kind)
    found = list(queries.cards_of(request.user, round))
    done = sum(card.status == ScorecardStatus.HANDED_IN for card in found)
    page = {
        "round": round,
        "rows": card_rows(found),
        "done": done,
        "left": len(found) - done,
        "may_vote": round.status == RoundStatus.CLOSED,
    }
    return render(request, "judging/cards.html", page)
