"""One world for every test of the API: it takes seconds to build."""

from collections.abc import Iterator

import pytest

from tests.house.api.doors import api_world
from tests.house.matrix import World


@pytest.fixture(scope="package")
def world(django_db_setup, django_db_blocker) -> Iterator[World]:
    with api_world(django_db_blocker) as found:
        yield found
