"""The locks of judging, always taken in this order: stage, rounds by key, then cards by key."""

from django.db.models import QuerySet

from hackathon.models import Hackathon, Stage, User
from judging.models import Assignment, Round, Scorecard
from judging.queries.cards import WITH_PARENTS
from judging.queries.rounds import WITH_HACKATHON
from judging.states import SETTLED, ScorecardStatus
from registration.models import Team


def lock_end(round: Round) -> None:
    """When the round ends, as it is now and stays for this transaction."""
    stages = Stage.objects.select_related("hackathon")
    round.stage = stages.select_for_update(of=("self",), no_key=True).get(pk=round.stage_id)


def lock_round(round: Round) -> Round:
    """The round as it stands, for this transaction alone."""
    rounds = Round.objects.select_for_update(of=("self",)).select_related(WITH_HACKATHON)
    return rounds.get(pk=round.pk)


def lock_unsettled_rounds(hackathon: Hackathon) -> list[Round]:
    """The rounds that a late conflict still changes: those that are not signed."""
    rounds = Round.objects.select_for_update(of=("self",)).select_related(WITH_HACKATHON)
    found = rounds.filter(stage__hackathon=hackathon).exclude(status__in=SETTLED)
    return list(found.order_by("pk"))


def lock_card(card: Scorecard) -> Scorecard:
    """The card as it stands, for this transaction alone.

    Its round is read afterwards: closing a round locks the cards, so what is read then is final.
    """
    cards = Scorecard.objects.select_for_update(of=("self",)).select_related(*WITH_PARENTS)
    return cards.get(pk=card.pk)


def lock_cards(round: Round) -> None:
    """Every card of a round: no mark is being written any more."""
    of_round = Assignment.objects.filter(round=round).values("pk")
    cards = Scorecard.objects.select_for_update().filter(assignment__in=of_round)
    list(cards.order_by("pk").values_list("pk", flat=True))


def lock_unfinished_cards(round: Round, judge: User) -> list[Scorecard]:
    """The cards of a round that a judge has not handed in."""
    mine = _cards().filter(assignment__round=round, assignment__judge=judge)
    return list(mine.filter(status=ScorecardStatus.OPEN))


def lock_cards_of_pair(judge: User, team: Team) -> list[Scorecard]:
    """A judge's cards of a team that still count and may still change."""
    mine = _cards().filter(assignment__judge=judge, assignment__entry__team=team)
    unsettled = mine.exclude(assignment__round__status__in=SETTLED)
    return list(unsettled.exclude(status=ScorecardStatus.VOID))


def _cards() -> QuerySet[Scorecard]:
    cards = Scorecard.objects.select_for_update(of=("self",))
    return cards.select_related("assignment__round__stage").order_by("pk")
