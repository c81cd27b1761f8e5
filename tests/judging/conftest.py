"""Things that tests of judging start from."""

from datetime import datetime

import pytest

from tests.factories.judging import Jury, build_jury


@pytest.fixture
def jury(now: datetime) -> Jury:
    """Three judges and three teams; the pitch round is being prepared, two teams go on."""
    return build_jury(now=now)


@pytest.fixture
def open_jury(jury: Jury) -> Jury:
    """The same, open for marks; nobody has a conflict."""
    jury.open()
    return jury


@pytest.fixture
def closed_jury(open_jury: Jury) -> Jury:
    """The same, closed: the first team is the best, the last one the weakest; nobody has voted."""
    open_jury.close(idea=[[9, 7, 3]] * 3)
    return open_jury
