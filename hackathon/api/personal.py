"""What is a person's own, in whatever hackathon."""

from uuid import UUID

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from hackathon import queries
from hackathon.api.doors import MemberDoor, Pages, read
from hackathon.http import MemberApiRequest
from hackathon.kit import clock
from hackathon.models import Letter
from hackathon.serializers import LetterOutput, MeInput, MeOutput, MyLetterOutput
from hackathon.services.letters import body_of, subject_of
from hackathon.services.profiles import save_profile


class Me(MemberDoor):
    """Whoever is signed in."""

    @extend_schema(responses=MeOutput)
    def get(self, request: MemberApiRequest) -> Response:
        """Who I am, and what I am in which hackathon."""
        return answer_about(request)

    @extend_schema(request=MeInput, responses=MeOutput)
    def put(self, request: MemberApiRequest) -> Response:
        """Change my name and the language of letters to me."""
        said = read(MeInput, request)
        save_profile(person=request.user, **said, now=clock.now())
        return answer_about(request)


def answer_about(request: MemberApiRequest) -> Response:
    """Who the person is, as an answer."""
    person = request.user
    facts = {
        "email": person.email,
        "full_name": person.full_name,
        "language": person.language,
        "badges": list(queries.badges_of(person).values()),
    }
    return Response(MeOutput(facts).data)


class MyLetters(MemberDoor):
    """Letters to me."""

    @extend_schema(responses=MyLetterOutput(many=True))
    def get(self, request: MemberApiRequest) -> Response:
        """Every letter that was written to me, with what became of it."""
        pages = Pages()
        page = pages.paginate_queryset(queries.letters_of(request.user), request) or []
        return pages.get_paginated_response(
            MyLetterOutput([with_words(letter) for letter in page], many=True).data
        )


def with_words(letter: Letter) -> Letter:
    """The letter with its subject, which is kept only once it is sent."""
    letter.subject = subject_of(letter)
    return letter


class MyLetter(MemberDoor):
    """One letter to me."""

    @extend_schema(responses=LetterOutput)
    def get(self, request: MemberApiRequest, uid: UUID) -> Response:
        """The letter as it was sent or will be."""
        letter = get_object_or_404(queries.letters_of(request.user), uid=uid)
        letter.subject, letter.body = subject_of(letter), body_of(letter)
        return Response(LetterOutput(letter).data)
