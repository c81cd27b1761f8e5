"""How the API finds rounds and cards, and stops who may not see them."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError

from hackathon.http import MemberApiRequest, check, find_own
from hackathon.models import User
from hackathon.queries import people_with
from judging import queries
from judging.models import Round, Scorecard
from registration.models import Team


def there(round: Round | None) -> Round:
    """The round, or 404: the stage has none."""
    if round is None:
        raise Http404
    return round


def find_round(request: MemberApiRequest, slug: str, kind: str, permission: str) -> Round:
    """The jury's round in a stage, for who may ever do this in the hackathon."""
    hackathon = find_own(request, slug)
    check(request, permission, hackathon)
    return there(queries.round_of(hackathon, kind))


def find_decided(request: MemberApiRequest, slug: str, kind: str, permission: str) -> Round:
    """The jury's round in a stage, for who may do this to this round as it stands."""
    hackathon = find_own(request, slug)
    round = queries.round_of(hackathon, kind)
    check(request, permission, round or hackathon)
    return there(round)


def own_card(request: MemberApiRequest, slug: str, pk: int) -> Scorecard:
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


def teams_named(round: Round, lines: Iterable[Mapping[str, Any]], field: str) -> list[Team]:
    """The teams that the lines of a request name, each once and all of this round."""
    known = {entry.team_id: entry.team for entry in queries.projects_of(round)}
    keys = [line["team"] for line in lines]
    if len(set(keys)) < len(keys):
        raise ValidationError({field: [_("A team is named once.")]})
    if not set(keys) <= set(known):
        raise ValidationError({field: [_("There is no such team in this round.")]})
    return [known[key] for key in keys]
