"""How the pages of judging find their things, and stop who may not see them."""

from django.http import Http404

from hackathon.http import MemberRequest, check, find_own
from hackathon.models import User
from hackathon.queries import people_with
from judging import queries
from judging.models import Round, Scorecard


def find_round(request: MemberRequest, slug: str, kind: str, permission: str) -> Round:
    """The jury's round in a stage of the hackathon, for who may do this to it."""
    hackathon = find_own(request, slug)
    check(request, permission, hackathon)
    return there(queries.round_of(hackathon, kind))


def there(round: Round | None) -> Round:
    """The round, or 404: the stage has none."""
    if round is None:
        raise Http404
    return round


def own_card(request: MemberRequest, slug: str, pk: int) -> Scorecard:
    """A judge's own card; to anybody else it is not there, whoever they are."""
    hackathon = find_own(request, slug)
    for round in queries.rounds_in(hackathon):
        card = queries.cards_of(request.user, round).filter(pk=pk).first()
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
