"""Things that tests of registration start from."""

import pytest
from django.test import Client

from hackathon.models import Hackathon, User
from registration.models import Application, Membership
from tests.factories.registration import (
    add_member,
    captain_of,
    open_hackathon,
    organizer_of,
    ready_application,
    sent_application,
    stage_at,
)


@pytest.fixture
def hackathon(db) -> Hackathon:
    """A hackathon that takes applications until 18 September 2026, 00:00 UTC."""
    return open_hackathon()


@pytest.fixture
def organizer(hackathon: Hackathon) -> User:
    """Who runs the whole hackathon."""
    return organizer_of(hackathon)


@pytest.fixture
def draft(hackathon: Hackathon) -> Application:
    """A draft that lacks nothing, of a team of three."""
    return ready_application(hackathon)


@pytest.fixture
def captain(draft: Application) -> User:
    """The captain of the draft's team."""
    return captain_of(draft)


@pytest.fixture
def sent(hackathon: Hackathon) -> Application:
    """An application that waits for the organizer."""
    return sent_application(hackathon)


@pytest.fixture
def selecting(hackathon: Hackathon) -> Hackathon:
    """Applications are closed, teams are being selected."""
    stage_at(hackathon, "applications", "closed")
    stage_at(hackathon, "selection", "open")
    return hackathon


@pytest.fixture
def newcomer(draft: Application) -> Membership:
    """A member who has not confirmed yet."""
    return add_member(draft.team, confirmed=False, birth_date=None, phone="")


@pytest.fixture
def signed_in(client: Client, captain: User) -> Client:
    """The captain's browser."""
    client.force_login(captain)
    return client


@pytest.fixture
def newcomers(client: Client, newcomer: Membership) -> Client:
    """The newcomer's browser."""
    client.force_login(newcomer.participant.user)
    return client


@pytest.fixture
def organizers(client: Client, organizer: User, settings) -> Client:
    """The organizer's browser; the second factor is tested with the access table."""
    settings.SECOND_FACTOR_REQUIRED = False
    client.force_login(organizer)
    return client


@pytest.fixture
def quiet(settings) -> None:
    """Leave out what the list of one's sessions costs on every page of the site."""
    settings.USERSESSIONS_TRACK_ACTIVITY = False
