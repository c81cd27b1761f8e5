"""How pages and API find rounds and cards, and stop who may not see them."""

from django.http import Http404

from hackathon.http import AnyMemberRequest, check, find_own
from hackathon.models import Hackathon, User
from hackathon.queries import people_with
from hackathon.states import StageKind
from judging import queries
from judging.models import Round, Scorecard
from judging.states import JUDGED


def there(round: Round | None) -> Round:
    """The round, or 404: the stage has none."""
    if round is None:
        raise Http404
    return round


def judged_hackathon(request: AnyMemberRequest, slug: str, kind: str, permission: str) -> Hackathon:
    """The hackathon; 404 for a stage in which no jury sits."""
    hackathon = find_own(request, slug)
    check(request, permission, hackathon)
    if kind not in JUDGED:
        raise Http404
    return hackathon


def find_round(request: AnyMemberRequest, slug: str, kind: str, permission: str) -> Round:
    """The jury's round in a stage, for who may ever do this in the hackathon."""
    hackathon = find_own(request, slug)
    check(request, permission, hackathon)
    return there(queries.round_of(hackathon, kind))


def find_decided(request: AnyMemberRequest, slug: str, kind: str, permission: str) -> Round:
    """The jury's round in a stage, for who may do this to this round as it stands."""
    hackathon = find_own(request, slug)
    round = queries.round_of(hackathon, kind)
    check(request, permission, round or hackathon)
    return there(round)


def find_pitches(request: AnyMemberRequest, slug: str) -> Round:
    """The pitch round, for who may publish its finalists."""
    return find_round(request, slug, StageKind.PITCHES, "judging.publish_finalists")


def own_card(request: AnyMemberRequest, slug: str, pk: int) -> Scorecard:
    """A judge's own card; to anybody else it is not there, whoever they are."""
    hackathon = find_own(request, slug)
    related = "assignment__entry__team__application"
    for round in queries.rounds_in(hackathon):
        card = queries.cards_of(request.user, round).select_related(related).filter(pk=pk).first()
        if card is not None:
            check(request, "judging.mark_card", card)
            return card
    raise Http404


def find_judge(round: Round, pk: int) -> User:
    """A member of the jury: one with cards in this round, or one who has none yet."""
    readers = (one.judge for one in queries.progress_of(round))
    judges = people_with(round.stage.hackathon, "is_judge")
    found = next((one for one in readers if one.pk == pk), None) or judges.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
