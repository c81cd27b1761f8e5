"""Mentors and their teams (R1.9, R4.5)."""

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response

from bootcamp import queries, services
from bootcamp.http import find_pair, own_camp
from bootcamp.serializers import (
    CampOutput,
    MentoredTeamOutput,
    MentorInput,
    MentorOutput,
)
from hackathon.api.doors import MemberDoor, StaffDoor, page_of, read
from hackathon.http import MemberApiRequest, check, find_own
from hackathon.kit import clock
from hackathon.queries import people_with
from registration.queries import deliverables_of, latest_deliverables


class Camp(MemberDoor):
    """One's own team in the boot camp."""

    @extend_schema(responses=CampOutput)
    def get(self, request: MemberApiRequest, slug: str) -> Response:
        """Its mentors, and what it handed in last."""
        entry = own_camp(request, slug)
        people = [pair.mentor for pair in queries.mentors_of([entry])]
        badges = queries.positions_of(entry.stage.hackathon, people)
        mentors = [
            {
                "full_name": one.full_name,
                "organization": badge.organization if (badge := badges.get(one.pk)) else "",
                "position": badge.position if badge else {},
            }
            for one in people
        ]
        latest = deliverables_of(entry).first()
        facts = {"entry": entry.pk, "mentors": mentors, "latest": latest}
        return Response(CampOutput(facts).data)


class Mentoring(StaffDoor):
    """A mentor's teams."""

    @extend_schema(responses=MentoredTeamOutput(many=True))
    def get(self, request: MemberApiRequest, slug: str) -> Response:
        """Who they are, what they make, what they handed in last."""
        hackathon = find_own(request, slug)
        check(request, "bootcamp.read_mentoring", hackathon)
        entries = [pair.entry for pair in queries.mentored_by(request.user, hackathon)]
        people = queries.members_by_team([entry.team for entry in entries])
        handed_in = latest_deliverables(entries)
        rows: list[dict[str, Any]] = [
            {
                "entry": entry.pk,
                "team": entry.team.name,
                "project": entry.team.application.title,
                "members": people.get(entry.team_id, []),
                "latest": handed_in.get(entry.pk),
            }
            for entry in entries
        ]
        return page_of(request, rows, MentoredTeamOutput)


class Mentors(StaffDoor):
    """Which mentor advises which team."""

    @extend_schema(responses=MentorOutput(many=True))
    def get(self, request: MemberApiRequest, slug: str) -> Response:
        """Every pair in the boot camp."""
        hackathon = find_own(request, slug)
        check(request, "bootcamp.assign_mentor", hackathon)
        pairs = queries.mentors_of(queries.camp_entries(hackathon))
        return page_of(request, pairs, MentorOutput)

    @extend_schema(request=MentorInput, responses={201: MentorOutput})
    def post(self, request: MemberApiRequest, slug: str) -> Response:
        """Give a team a mentor; a conflict of interest is recorded with it."""
        hackathon = find_own(request, slug)
        check(request, "bootcamp.assign_mentor", hackathon)
        said = read(MentorInput, request)
        entries = {entry.pk: entry for entry in queries.camp_entries(hackathon)}
        mentor = people_with(hackathon, "is_mentor").filter(pk=said["mentor"]).first()
        if said["entry"] not in entries:
            raise ValidationError({"entry": [_("There is no such team in the boot camp.")]})
        if mentor is None:
            raise ValidationError({"mentor": [_("There is no such mentor.")]})
        pair = services.assign_mentor(
            entry=entries[said["entry"]], mentor=mentor, actor=request.user, now=clock.now()
        )
        return Response(MentorOutput(pair).data, status=status.HTTP_201_CREATED)


class OneMentor(StaffDoor):
    """A mentor's work with a team."""

    @extend_schema(request=None, responses={204: None})
    def delete(self, request: MemberApiRequest, slug: str, pk: int) -> Response:
        """End it; a conflict that it made stays."""
        pair = find_pair(request, slug, pk)
        services.release_mentor(pair=pair, actor=request.user, now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)
