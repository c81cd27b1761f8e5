"""The hackathons that the tables of access are asked of, and who asks.

It takes seconds to build and is taken back afterwards, whatever was written in it.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.test import Client

from bootcamp.demo.people import DOMAIN
from bootcamp.models import Award, MentorTeam
from hackathon.kit import clock, tokens
from hackathon.models import Hackathon, Letter, Session, User
from hackathon.services import make_token
from judging.models import Scorecard
from registration.models import Deliverable, Invitation, Team
from tests.factories import UserFactory
from tests.factories.bootcamp import Camp
from tests.house.hackathons import (
    NOW,
    elsewhere,
    judging,
    prove,
    run_to_the_end,
    taking_applications,
)

if TYPE_CHECKING:
    from tests.house.matrix import Row


PEOPLE = (
    *("nobody", "stranger", "member", "captain", "rival", "judge", "chair", "mentor"),
    *("organizer", "city", "foreign", "auditor", "unproved"),
)
"""`rival` is the captain of another team, `city` organizes the own team's city, `foreign` another
hackathon, `unproved` is an organizer without a second factor.
"""


class PlainClient(Client):
    """A client that does not keep what every template knew: it has thousands of pages to ask."""

    def request(self, **request: Any) -> Any:
        return self.handler(self._base_environ(**request))


@dataclass
class World:
    """A hackathon that has come to its certificates, another one, and people of every kind."""

    own: Hackathon
    other: Hackathon
    people: dict[str, User]
    things: dict[str, dict[str, Any]]  # by "own", "rival", "other": what stands in addresses
    underway: list[Hackathon]  # more hackathons, in earlier stages

    def __post_init__(self) -> None:
        self.clients = {who: client_of(self.people.get(who)) for who in PEOPLE}

    def arguments(self, row: "Row", whose: str = "own", **instead: Any) -> dict[str, Any]:
        """What stands in the address of a row's page about somebody's things."""
        things = self.things[whose]
        found = {name: things.get(thing, thing) for name, thing in row.arguments().items()}
        return found | instead


def client_of(person: User | None) -> Client:
    """The browser of a person, or of nobody in particular."""
    client = PlainClient()
    if person:
        client.force_login(person)
    return client


# --- the world that is asked


@contextmanager
def built(blocker: Any) -> Iterator[World]:
    """The world for as long as a module asks it; it takes seconds to build."""
    with blocker.unblock(), clock.frozen(NOW), quiet(), taken_back():
        yield build_world()


@contextmanager
def quiet() -> Iterator[None]:
    """Nobody wants to read of thousands of refusals."""
    logging.disable(logging.ERROR)
    try:
        yield
    finally:
        logging.disable(logging.NOTSET)


@contextmanager
def taken_back() -> Iterator[None]:
    """Whatever is written inside is undone."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def build_world() -> World:
    """Two hackathons that are over, the second one hidden, and two that are under way."""
    own, camp = run_to_the_end(), elsewhere()
    mine = Team.objects.get(memberships__participant__user__email=f"captain@{DOMAIN}")
    theirs = Award.objects.exclude(entry__team=mine).filter(hackathon=own).first().entry.team
    assert theirs.application.city_id != mine.application.city_id
    return World(
        own=own,
        other=camp.hackathon,
        people=people_of(own, mine, theirs, camp),
        things={
            "own": things_of(own, mine, person("judge")),
            "rival": things_of(own, theirs, person("judge-2")),
            "other": things_of(
                camp.hackathon,
                camp.entries[0].team,
                camp.hackathon.badges.get(is_judge=True).person,
            ),
        },
        underway=[taking_applications(), judging()],
    )


def person(local: str) -> User:
    """One of the demo's people."""
    return User.objects.get(email=f"{local}@{DOMAIN}")


def people_of(own: Hackathon, mine: Team, theirs: Team, camp: Camp) -> dict[str, User]:
    """Everybody who asks, staff with a second factor, save one."""
    assert mine.memberships.get(is_captain=True).participant.user == person("captain")
    found = {
        who: person(who) for who in PEOPLE if who not in ("nobody", "stranger", "rival", "foreign")
    }
    found["stranger"] = UserFactory()
    found["rival"] = theirs.memberships.get(is_captain=True).participant.user
    found["foreign"] = camp.organizer
    for who, one in found.items():
        if who in ("judge", "chair", "organizer", "city", "foreign", "auditor"):
            prove(one)
    return found


def things_of(hackathon: Hackathon, team: Team, judge: User) -> dict[str, Any]:
    """What stands in addresses about a team of a hackathon, and about a judge."""
    captain = team.memberships.get(is_captain=True).participant.user
    invitation = Invitation.objects.filter(team=team).earliest("pk")
    award = Award.objects.get(entry__team=team)
    cards = Scorecard.objects.filter(assignment__judge=judge, assignment__entry__team=team)
    card = cards.earliest("pk")
    return {
        "slug": hackathon.slug,
        "application": team.application.pk,
        "submission": team.application.submissions.get().number,
        "invitation": invitation.pk,
        "token": tokens.make("invitation", invitation.pk, invitation.version),
        "membership": team.memberships.filter(is_captain=False).earliest("pk").pk,
        "work": Deliverable.objects.filter(entry__team=team).exclude(file="").get().pk,
        "api_token": make_token(person=captain, name="a", days=30, now=NOW)[0].pk,
        "letter": Letter.objects.filter(recipient=captain).earliest("pk").uid,
        "session": Session.objects.filter(stage__hackathon=hackathon).earliest("pk").pk,
        "judge": judge.pk,
        "card": card.pk,
        "round": card.assignment.round.stage.kind,
        "order": card.assignment.order,
        "mentor_pair": MentorTeam.objects.get(entry__team=team).pk,
        "award": award.pk,
        "certificate": award.certificates.get().number,
        "certificate_pk": award.certificates.get().pk,
    }
