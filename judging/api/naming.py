"""The teams that the lines of a request name."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError

from judging import queries
from judging.models import Round
from registration.models import Team


def teams_named(round: Round, lines: Iterable[Mapping[str, Any]], field: str) -> list[Team]:
    """The teams that the lines of a request name, each once and all of this round."""
    known = {entry.team_id: entry.team for entry in queries.projects_of(round)}
    keys = [line["team"] for line in lines]
    if len(set(keys)) < len(keys):
        raise ValidationError({field: [_("A team is named once.")]})
    if not set(keys) <= set(known):
        raise ValidationError({field: [_("There is no such team in this round.")]})
    return [known[key] for key in keys]
