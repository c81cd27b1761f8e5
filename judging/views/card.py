"""A judge's card: the project on one side, the marks on the other."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hackathon.http import MemberRequest, blame, page_status, staff_page
from hackathon.kit import clock
from hackathon.kit.errors import Refused
from judging import queries, services
from judging.forms import CardForm, MarksInput
from judging.forms.card import in_points, missing
from judging.http import find_round, own_card
from judging.models import Criterion, Round, Scorecard
from judging.states import RoundStatus, ScorecardStatus
from judging.views.jury import card_rows
from judging.views.scales import scales, total_of
from registration.queries import latest_deliverable
from registration.questions import DATA, IDEA, SOLUTION, questions_for
from registration.states import ProjectForm

KEPT_AHEAD = 10  # cards that stay readable on the device without a connection
UNPROCESSABLE = ("bad_request", "not_on_scale", "unknown_criterion", "text_too_long")


def answers_of(card: Scorecard, *sections: str) -> list[tuple[Any, str]]:
    """The team's answers in some sections, each under its question."""
    application = card.assignment.entry.team.application
    asked = questions_for(application.forms, *sections)
    said = ((one.label, application.answers.get(one.code, "")) for one in asked)
    return [(label, text) for label, text in said if text]


def project_facts(card: Scorecard) -> dict[str, Any]:
    """The project: what the team wrote along the criteria, its data, its work (R1.2, R1.5)."""
    entry = card.assignment.entry
    return {
        "entry": entry,
        "application": entry.team.application,
        "forms": [ProjectForm(code).label for code in entry.team.application.forms],
        "idea": answers_of(card, IDEA, SOLUTION),
        "data": answers_of(card, DATA),
        "work": latest_deliverable(entry),
    }


def is_locked(card: Scorecard, round: Round) -> bool:
    """Whether the card is only read now."""
    return card.status != ScorecardStatus.OPEN or round.status != RoundStatus.OPEN


def queue_facts(cards: Sequence[Scorecard], number: int) -> dict[str, Any]:
    """The judge's own order around one card: what is done, what comes next, what is kept ready."""
    rows = card_rows(list(cards))
    others = [row for row in rows if row["number"] != number]
    later = [row for row in others if row["number"] > number]
    waiting = [row for row in [*later, *others] if row["card"].status == ScorecardStatus.OPEN]
    following = waiting or later
    return {
        "rows": rows,
        "done": sum(row["card"].status == ScorecardStatus.HANDED_IN for row in rows),
        "next": following[0] if following else None,
        "kept": {row["number"] for row in waiting[:KEPT_AHEAD]},
    }


@staff_page
@require_http_methods(["GET", "HEAD", "POST"])
def card(request: MemberRequest, slug: str, kind: str, number: int) -> HttpResponse:
    """One card. Without a script the whole form is sent; with it every mark saves itself."""
    round = find_round(request, slug, kind, "judging.read_cards")
    related = "assignment__entry__team__application"
    mine = queries.cards_of(request.user, round)
    cards = list(mine.select_related(f"{related}__track", f"{related}__city"))
    found = next((one for one in cards if one.assignment.order == number), None)
    if found is None:
        if not queries.has_declared(request.user, round):
            return redirect("judging:conflicts", slug, kind)
        raise Http404
    criteria = queries.criteria_for(found)
    form = CardForm(
        request.POST if request.method == "POST" else None,
        criteria=criteria,
        allows_halves=round.allows_halves,
        initial={"note": found.note, "comment": found.comment, "base_rev": found.revision},
    )
    if form.is_bound and form.is_valid() and (answer := save_all(request, found, form)):
        return answer
    return render_card(request, found, criteria, form, cards)


def save_all(request: MemberRequest, card: Scorecard, form: CardForm) -> HttpResponse | None:
    """Save everything that the page sent, and go where its button leads."""
    try:
        saved = services.save_marks(
            card=card,
            base_revision=form.cleaned_data["base_rev"],
            marks=form.marks,
            note=form.cleaned_data["note"],
            comment=form.cleaned_data["comment"],
            actor=request.user,
            now=clock.now(),
        )
    except Refused as refusal:
        blame(form, refusal)
        return None
    round = card.assignment.round
    if saved.conflicts:
        labels = ", ".join(str(form.fields[name].label) for name in saved.conflicts)
        message = _("Changed on another device meanwhile, and not saved from here: %(names)s.")
        messages.warning(request, message % {"names": labels})
    else:
        messages.success(request, _("The card is saved."))
    if "hand_in" in request.POST and not saved.conflicts:
        return redirect("judging:card_hand_in", round.stage.hackathon.slug, card.pk)
    return redirect(
        "judging:card", round.stage.hackathon.slug, round.stage.kind, card.assignment.order
    )


def render_card(
    request: MemberRequest,
    card: Scorecard,
    criteria: Sequence[Criterion],
    form: CardForm,
    cards: Sequence[Scorecard],
) -> HttpResponse:
    """Draw a card; a form that was refused keeps what was sent."""
    round = card.assignment.round
    marks = marks_shown(card, form)
    drawn = scales(criteria, marks, allows_halves=round.allows_halves)
    page = {
        "round": round,
        "card": card,
        "number": card.assignment.order,
        "form": form,
        "texts": [form["note"], form["comment"]],
        "locked": is_locked(card, round),
        "criteria": [one for one in drawn if not one["is_bonus"]],
        "bonuses": [one for one in drawn if one["is_bonus"]],
        **total_of(criteria, marks),
        **project_facts(card),
        **queue_facts(cards, card.assignment.order),
    }
    return render(request, "judging/card.html", page, status=page_status(form))


def marks_shown(card: Scorecard, form: CardForm) -> dict[str, int | None]:
    """The marks that the page shows: those sent with a refused form, else those saved."""
    if form.is_bound:
        return {code: form.cleaned_data.get(code) for code in form.codes}
    return {code: mark.half_points for code, mark in queries.latest_marks(card).items()}


@staff_page
@require_POST
def card_marks(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    """Save the marks that changed, and say what the card holds now."""
    found = own_card(request, slug, pk)
    now = clock.now()
    try:
        sent = MarksInput.read(request.body)
        saved = services.save_marks(
            card=found,
            base_revision=sent.base_revision,
            marks=sent.marks,
            note=sent.note,
            comment=sent.comment,
            key=sent.key,
            actor=request.user,
            now=now,
        )
    except Refused as refusal:
        status = 422 if refusal.code in UNPROCESSABLE else 409
        answer = {"code": refusal.code, "message": refusal.messages[0]}
        return JsonResponse(answer, status=status)
    marks = {code: in_points(value) for code, value in saved.values.items()}
    return JsonResponse(
        {
            "rev": saved.revision,
            "values": {**marks, "note": saved.note, "comment": saved.comment},
            "conflicts": saved.conflicts,
            "saved_at": date_format(localtime(now), "H:i"),
        }
    )


@staff_page
@require_http_methods(["GET", "HEAD", "POST"])
def card_hand_in(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    """Look at all marks of a card once more, then hand it in."""
    found = own_card(request, slug, pk)
    round = found.assignment.round
    refused: Refused | None = None
    if request.method == "POST":
        try:
            services.hand_in_card(card=found, actor=request.user, now=clock.now())
        except Refused as refusal:
            refused = refusal
        else:
            messages.success(request, _("Handed in: %(team)s.") % {"team": team_of(found)})
            return after_handing_in(request, found)
    criteria = queries.criteria_for(found)
    marks = {code: mark.half_points for code, mark in queries.latest_marks(found).items()}
    page = {
        "round": round,
        "card": found,
        "number": found.assignment.order,
        "team": team_of(found),
        "criteria": scales(criteria, marks, allows_halves=round.allows_halves),
        "missing": missing(criteria, marks),
        "locked": is_locked(found, round),
        "refused": refused,
        **total_of(criteria, marks),
    }
    status = 422 if refused else 200
    return render(request, "judging/card_hand_in.html", page, status=status)


def team_of(card: Scorecard) -> str:
    """The name of the team that a card is about."""
    return card.assignment.entry.team.name


def after_handing_in(request: MemberRequest, card: Scorecard) -> HttpResponse:
    """The next card that waits, or the list when none does."""
    round = card.assignment.round
    slug, kind = round.stage.hackathon.slug, round.stage.kind
    following = queue_facts(list(queries.cards_of(request.user, round)), card.assignment.order)
    if following["kept"]:
        return redirect("judging:card", slug, kind, following["next"]["number"])
    return redirect("judging:cards", slug, kind)


@staff_page
@require_safe
def card_file(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    """The file of the team's last hand-in, by the address that registration serves it from."""
    work = latest_deliverable(own_card(request, slug, pk).assignment.entry)
    if work is None or not work.file:
        raise Http404
    return redirect("registration:deliverable_file", slug, work.pk)
