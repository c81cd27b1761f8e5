"""Things that tests of the ground floor's services start from."""

import pytest

from hackathon.models import Hackathon, User
from tests.factories import HackathonFactory
from tests.factories.ground import organizer_of


@pytest.fixture
def hackathon(db) -> Hackathon:
    """A hackathon and nothing in it."""
    return HackathonFactory()


@pytest.fixture
def organizer(hackathon: Hackathon) -> User:
    """Who runs the whole hackathon."""
    return organizer_of(hackathon)
