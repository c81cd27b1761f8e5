"""How pages and API find mentors, awards and certificates, and stop who may not see them."""

from django.conf import settings
from django.http import Http404
from django.shortcuts import get_object_or_404

from bootcamp import queries
from bootcamp.models import Award, Certificate, MentorTeam
from hackathon.http import AnyMemberRequest, check, find_own
from hackathon.queries import stage_of
from hackathon.states import StageKind
from registration.models import Entry
from registration.queries import entry_of


def own_camp(request: AnyMemberRequest, slug: str) -> Entry:
    """The place of the person's team in the boot camp."""
    hackathon = find_own(request, slug)
    entry = entry_of(request.user, stage_of(hackathon, StageKind.BOOTCAMP))
    if entry is None:
        raise Http404
    return entry


def find_pair(request: AnyMemberRequest, slug: str, pk: int) -> MentorTeam:
    """A mentor's work with a team, for who names mentors."""
    hackathon = find_own(request, slug)
    check(request, "bootcamp.assign_mentor", hackathon)
    return get_object_or_404(queries.mentors_of(queries.camp_entries(hackathon)), pk=pk)


def find_award(request: AnyMemberRequest, slug: str, pk: int) -> Award:
    """An award, for who gives them."""
    hackathon = find_own(request, slug)
    check(request, "bootcamp.give_award", hackathon)
    return get_object_or_404(queries.awards_of(hackathon), pk=pk)


def find_certificate(request: AnyMemberRequest, slug: str, pk: int) -> Certificate:
    """A certificate, for who issues them."""
    hackathon = find_own(request, slug)
    check(request, "bootcamp.issue_certificate", hackathon)
    return get_object_or_404(queries.certificates_of(hackathon), pk=pk)


def readable_certificate(request: AnyMemberRequest, number: str, language: str) -> Certificate:
    """A certificate that the person may download, in a language that there is."""
    if language not in dict(settings.LANGUAGES):
        raise Http404
    return get_object_or_404(queries.certificates_readable_by(request.user), number=number)
