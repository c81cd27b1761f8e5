"""Things that tests of registration start from."""

import pytest

from hackathon.models import Hackathon, User
from registration.models import Application
from tests.factories.registration import (
    captain_of,
    open_hackathon,
    organizer_of,
    ready_application,
    sent_application,
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
