"""What everybody may read; what organizers publish stands at the same addresses."""

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from hackathon import queries, services
from hackathon.api.doors import NoticeBoard, PublicDoor, StaffDoor, page_of, pick, read
from hackathon.http import MemberApiRequest, check, find_own, find_public, find_session
from hackathon.kit import clock
from hackathon.kit.shapes import Beside, texts_of
from hackathon.serializers import (
    HackathonOutput,
    LegalTextInput,
    LegalTextOutput,
    NewsInput,
    NewsOutput,
    PersonOutput,
    SessionInput,
    SessionOutput,
    WholeHackathonOutput,
)
from hackathon.states import LegalKind


class Hackathons(PublicDoor):
    """The hackathons."""

    @extend_schema(responses=HackathonOutput(many=True))
    def get(self, request: Request) -> Response:
        """Those that are public, and those in which one has a badge; the newest first."""
        return page_of(request, queries.hackathons_seen_by(request.user), HackathonOutput)


class OneHackathon(PublicDoor):
    """A hackathon."""

    @extend_schema(responses=WholeHackathonOutput)
    def get(self, request: Request, slug: str) -> Response:
        """Its figures, stages, tracks and cities."""
        hackathon = find_public(request, slug)
        facts = Beside(
            hackathon,
            stages=queries.stages_of(hackathon),
            tracks=hackathon.tracks.all(),
            cities=hackathon.cities.all(),
        )
        return Response(WholeHackathonOutput(facts).data)


class LegalTexts(NoticeBoard):
    """The texts that bind: `rules`, `privacy`, `consent`."""

    @extend_schema(responses=LegalTextOutput(many=True))
    def get(self, request: Request, slug: str, kind: str) -> Response:
        """Every published version, the newest first: that one binds (R7.1)."""
        hackathon = find_public(request, slug)
        if kind not in LegalKind.values:
            raise Http404
        return page_of(request, queries.legal_texts(hackathon, kind), LegalTextOutput)

    @extend_schema(request=LegalTextInput, responses={201: LegalTextOutput})
    def post(self, request: MemberApiRequest, slug: str, kind: str) -> Response:
        """Publish the next version; it binds from now, and participants are told."""
        hackathon = find_own(request, slug)
        check(request, "hackathon.publish_text", hackathon)
        if kind not in LegalKind.values:
            raise Http404
        said = read(LegalTextInput, request)
        published = services.publish_legal_text(
            hackathon=hackathon,
            kind=kind,
            title=texts_of(said["title"]),
            text=texts_of(said["text"]),
            change=texts_of(said.get("change", {})),
            actor=request.user,
            now=clock.now(),
        )
        return Response(LegalTextOutput(published).data, status=status.HTTP_201_CREATED)


class NewsList(NoticeBoard):
    """The announcements."""

    @extend_schema(responses=NewsOutput(many=True))
    def get(self, request: Request, slug: str) -> Response:
        """Everything that was announced, the newest first."""
        return page_of(request, queries.news_of(find_public(request, slug)), NewsOutput)

    @extend_schema(request=NewsInput, responses={201: NewsOutput})
    def post(self, request: MemberApiRequest, slug: str) -> Response:
        """Announce something (R1.4)."""
        hackathon = find_own(request, slug)
        check(request, "hackathon.publish_news", hackathon)
        said = read(NewsInput, request)
        news = services.publish_news(
            hackathon=hackathon,
            title=texts_of(said["title"]),
            text=texts_of(said["text"]),
            actor=request.user,
            now=clock.now(),
        )
        return Response(NewsOutput(news).data, status=status.HTTP_201_CREATED)


class Timetable(NoticeBoard):
    """The timetable of a hackathon (R4.3)."""

    @extend_schema(responses=SessionOutput(many=True))
    def get(self, request: Request, slug: str) -> Response:
        """Its sessions in the order of time."""
        return page_of(request, queries.sessions_of(find_public(request, slug)), SessionOutput)

    @extend_schema(request=SessionInput, responses={201: SessionOutput})
    def post(self, request: MemberApiRequest, slug: str) -> Response:
        """Add a session."""
        hackathon = find_own(request, slug)
        check(request, "hackathon.edit_calendar", hackathon)
        said = read(SessionInput, request)
        said["title"] = texts_of(said["title"])
        said["city"] = pick(hackathon.cities.all(), said, "city")
        said["stage"] = queries.stage_of(hackathon, said["stage"])
        session = services.add_session(actor=request.user, now=clock.now(), **said)
        return Response(SessionOutput(session).data, status=status.HTTP_201_CREATED)


class TimetableLine(StaffDoor):
    """One session of the timetable."""

    @extend_schema(request=None, responses={204: None})
    def delete(self, request: MemberApiRequest, slug: str, pk: int) -> Response:
        """Take it off the timetable."""
        session = find_session(request, slug, pk)
        services.remove_session(session=session, actor=request.user, now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


class People(PublicDoor):
    """The jury and the mentors (R1.6, R1.9)."""

    @extend_schema(responses=PersonOutput(many=True))
    def get(self, request: Request, slug: str) -> Response:
        """Everyone whom the site names, in alphabetical order."""
        badges = queries.staff_badges(find_public(request, slug))
        shown = [badge for badge in badges if badge.is_judge or badge.is_mentor]
        return page_of(request, shown, PersonOutput)
