"""Rules that one row cannot hold. None writes; a `check_...` raises `Refused`."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hackathon.kit.errors import Refused
from hackathon.kit.gates import Blocker
from hackathon.models import User
from hackathon.states import StageKind, StageStatus
from judging import queries
from judging.models import Ballot, Criterion, Round, Scorecard
from judging.states import SETTLED, RoundStatus, ScorecardStatus, Slot, TieLevel, VoteChoice
from registration.models import Entry, Team
from registration.queries import forms_of
from registration.states import ProjectForm

TEXT_MAX = 2000


def check_reason(reason: str) -> str:
    """An act that changes what was done needs its reason in writing."""
    if not reason.strip():
        raise Refused(_("Give the reason."), code="reason_missing", params={"field": "reason"})
    return reason.strip()


def check_draft(round: Round) -> None:
    """Criteria and tie order change only until they are fixed."""
    if round.status != RoundStatus.DRAFT:
        raise Refused(_("The criteria of this round are fixed."), code="round_frozen")


def check_open(round: Round) -> None:
    """Marks are given only while the round is open."""
    if round.status != RoundStatus.OPEN:
        raise Refused(_("The round is not open for marks."), code="round_not_open")


def check_closed(round: Round) -> None:
    """The jury votes and decides between closing and signing."""
    if round.status != RoundStatus.CLOSED:
        raise Refused(_("This is done once the round is closed."), code="round_not_closed")


def check_takes_declarations(round: Round) -> None:
    """A conflict changes a round until it is signed."""
    if round.status in SETTLED:
        raise Refused(_("The round is signed."), code="round_signed")


def check_teams_take_part(round: Round, teams: Iterable[Team]) -> None:
    """What is said of a team in a round is said of one that takes part in it."""
    teams = list(teams)
    known = queries.teams_in(round, teams)
    if strange := [str(team) for team in teams if team.pk not in known]:
        message = _("Not in this round: %(teams)s.") % {"teams": ", ".join(strange)}
        raise Refused(message, code="team_not_in_round")


def check_criteria(round: Round, criteria: Sequence[Criterion]) -> None:
    """Every part of a total has a criterion, and every form of a project its own (R5.1)."""
    slots = {criterion.slot for criterion in criteria}
    forms = {criterion.form for criterion in criteria}
    if not slots >= {Slot.IDEA, Slot.SOLUTION, Slot.DEFENCE} or not forms >= set(ProjectForm):
        message = _("Idea, defence and every form of a project need a criterion.")
        raise Refused(message, code="criteria_incomplete")
    check_tie_order(round.tie_order)


def check_tie_order(order: Sequence[str]) -> None:
    """Known levels, each once, and a jury decision last: no tie is left without an end (R5.4)."""
    known = set(TieLevel.values)
    if len(set(order)) != len(order) or not set(order) <= known or order[-1:] != [TieLevel.JURY]:
        message = _("The order of tie-breaking names each level once and ends with the jury.")
        raise Refused(message, code="tie_order", params={"field": "tie_order"})


def check_can_open(round: Round, entries: Sequence[Entry]) -> None:
    """A round opens in its stage, for at least one team, whose forms all have a criterion."""
    if round.stage.status != StageStatus.OPEN:
        message = _("The stage “%(stage)s” is not open.") % {"stage": round.stage}
        raise Refused(message, code="stage_not_open")
    if not entries:
        raise Refused(_("No team takes part in this stage."), code="no_teams")
    forms = forms_of(entries)
    bare = [str(entry.team) for entry in entries if not forms.get(entry.pk)]
    if bare:
        message = _("These projects have no form yet: %(teams)s.") % {"teams": ", ".join(bare)}
        raise Refused(message, code="form_missing")


def check_everyone_is_read(round: Round) -> None:
    """Conflicts leave every team enough judges (decision under R5.4)."""
    if short := queries.teams_without_readings(round):
        teams = ", ".join(str(entry.team) for entry in short)
        message = _("Too few judges without a conflict for: %(teams)s.") % {"teams": teams}
        raise Refused(message, code="too_few_judges")


def check_own_card(card: Scorecard, person: User) -> None:
    """A judge works on own cards only."""
    if card.assignment.judge_id != person.pk:
        raise Refused(_("This is another judge's card."), code="not_your_card")


def check_card(card: Scorecard, round: Round, person: User) -> None:
    """A judge works on a card that counts, in an open round, after declaring conflicts."""
    if card.status == ScorecardStatus.VOID:
        raise Refused(_("This card is void: you do not judge this team."), code="card_void")
    check_open(round)
    if card.status != ScorecardStatus.OPEN:
        raise Refused(_("The card is handed in."), code="card_handed_in")
    if not queries.has_declared(person, round):
        raise Refused(_("Declare your conflicts first."), code="conflicts_undeclared")


def check_marks(
    marks: Mapping[str, int | None], criteria: Mapping[str, Criterion], *, allows_halves: bool
) -> None:
    """Marks are given by the project's own criteria, from 0 to the maximum (R5.2)."""
    for code, half_points in marks.items():
        criterion = criteria.get(code)
        if criterion is None:
            message = _("This project is not marked by “%(code)s”.") % {"code": code}
            raise Refused(message, code="unknown_criterion", params={"field": code})
        if not _is_on_scale(half_points, criterion.max_points, allows_halves=allows_halves):
            message = _("%(criterion)s: give points from 0 to %(max)d.")
            words = message % {"criterion": criterion, "max": criterion.max_points}
            raise Refused(words, code="not_on_scale", params={"field": code})


def _is_on_scale(half_points: object, max_points: int, *, allows_halves: bool) -> bool:
    if half_points is None:
        return True
    if not isinstance(half_points, int) or isinstance(half_points, bool):
        return False
    return 0 <= half_points <= 2 * max_points and (allows_halves or half_points % 2 == 0)


def check_text(field: str, text: str | None) -> None:
    """Notes and comments have a length that people read."""
    if text is not None and len(text) > TEXT_MAX:
        message = _("At most %(max)d characters.") % {"max": TEXT_MAX}
        raise Refused(message, code="text_too_long", params={"field": field})


def missing_criteria(
    criteria: Iterable[Criterion], marks: Mapping[str, int | None]
) -> list[Blocker]:
    """The criteria that a card has no points for; missing is never 0 (R5.2)."""
    return [Blocker(str(one)) for one in criteria if marks.get(one.code) is None]


def closing_blockers(round: Round) -> Iterator[Blocker]:
    """What stands between an open round and its closing."""
    page = round.get_absolute_url()
    progress = queries.progress_of(round)
    if silent := len(queries.undeclared_judges(progress)):
        message = ngettext(
            "%(count)d judge has not declared conflicts.",
            "%(count)d judges have not declared conflicts.",
            silent,
        )
        yield Blocker(message % {"count": silent}, silent, page)
    if left := sum(one.left for one in progress):
        message = ngettext(
            "%(count)d card is not handed in.", "%(count)d cards are not handed in.", left
        )
        yield Blocker(message % {"count": left}, left, page)
    yield from reading_blockers(round)


def reading_blockers(round: Round) -> Iterator[Blocker]:
    """Teams that conflicts have left with too few judges."""
    if short := len(queries.teams_without_readings(round)):
        message = ngettext(
            "%(count)d team has too few judges.", "%(count)d teams have too few judges.", short
        )
        yield Blocker(message % {"count": short}, short, round.get_absolute_url())


def ballot_blockers(round: Round) -> Iterator[Blocker]:
    """Members of the jury whose vote is awaited (R5.3)."""
    if silent := len(queries.judges_to_vote(round)):
        message = ngettext(
            "%(count)d judge has not voted.", "%(count)d judges have not voted.", silent
        )
        yield Blocker(message % {"count": silent}, silent, round.get_absolute_url())


def tie_blockers(round: Round, rows: Sequence[queries.StandingRow]) -> Iterator[Blocker]:
    """Ties that decide who goes on or who wins, and that only the jury can split (R5.4)."""
    if tied := len(queries.ties_that_matter(round, rows)):
        message = ngettext(
            "%(count)d tie waits for the jury's decision.",
            "%(count)d ties wait for the jury's decision.",
            tied,
        )
        stage = round.stage
        url = reverse("judging:ties", args=[stage.hackathon.slug, stage.kind])
        yield Blocker(message % {"count": tied}, tied, url)


def signing_blockers(round: Round, rows: Sequence[queries.StandingRow]) -> list[Blocker]:
    """What stands between a closed round and its signature."""
    return [
        *reading_blockers(round),
        *ballot_blockers(round),
        *tie_blockers(round, rows),
    ]


def marks_are_known(round: Round) -> bool:
    """Whether marks may be seen: nobody has a ranking while judges mark."""
    return round.status in (RoundStatus.CLOSED, *SETTLED)


def publishing_blockers(round: Round, rows: Sequence[queries.StandingRow]) -> list[Blocker]:
    """What stands between a round and the publication of its result."""
    if round.status == RoundStatus.CLOSED:
        return signing_blockers(round, rows)
    if round.status in SETTLED:
        return []
    return [Blocker(_("The jury's round is not closed."), 1, round.get_absolute_url())]


def check_nothing_waits(waiting: Sequence[Blocker], *, code: str) -> None:
    """No blocker is left."""
    if waiting:
        raise Refused([one.message for one in waiting], code=code, blockers=waiting)


def check_ballot(entries: Sequence[Entry], said: Mapping[int, str]) -> None:
    """A ballot speaks of every team that the judge marked, and of no other (R5.3)."""
    if not entries:
        raise Refused(_("You have no card in this round, and so no vote."), code="not_on_the_jury")
    if set(said) != {entry.pk for entry in entries}:
        raise Refused(_("Vote on every team that you marked."), code="ballot_incomplete")
    if not set(said.values()) <= set(VoteChoice.values):
        raise Refused(_("Vote for, against, or abstain."), code="unknown_choice")


def check_not_voted(ballot: Ballot | None) -> None:
    """A ballot is cast once."""
    if ballot:
        raise Refused(_("You have voted already."), code="ballot_cast")


def check_order(order: Sequence[int], tied: Sequence[int]) -> None:
    """The jury's decision names every tied team once, and no other."""
    if not tied or sorted(order) != sorted(tied):
        message = _("Put every tied team, and no other, in order.")
        raise Refused(message, code="order_incomplete")


def check_unchanged(round: Round, sha256: str) -> None:
    """What the jury marked by is what was fixed before it began."""
    if round.criteria_sha256 != sha256:
        raise Refused(_("The criteria are not those that were fixed."), code="criteria_changed")


def check_pitches(round: Round) -> None:
    """Finalists come out of the pitch round."""
    if round.stage.kind != StageKind.PITCHES:
        raise Refused(_("This round chooses no finalists."), code="not_the_pitches")


def check_final(round: Round) -> None:
    """Winners come out of the final."""
    if round.stage.kind != StageKind.FINAL:
        raise Refused(_("This round is not the final."), code="not_the_final")


def check_unpublished(round: Round) -> None:
    """A result is published once."""
    if round.status == RoundStatus.PUBLISHED:
        raise Refused(_("The result is published already."), code="already_published")


def check_wildcards(finalists: Sequence[Team], wildcards: Mapping[Team, str]) -> dict[Team, str]:
    """Teams put forward are no finalists, and have a reason (R5.4)."""
    if double := [str(team) for team in wildcards if team in finalists]:
        message = _("A finalist already: %(teams)s.") % {"teams": ", ".join(double)}
        raise Refused(message, code="team_is_finalist")
    if not finalists and not wildcards:
        raise Refused(_("No team goes on."), code="no_finalists")
    return {team: check_reason(reason) for team, reason in wildcards.items()}
