"""What journeys start from: the browser of the browser tests, and people who can come in."""

from tests.browser.conftest import axe as axe  # noqa: PLC0414
from tests.browser.conftest import browser_context_args as browser_context_args  # noqa: PLC0414
from tests.browser.conftest import (
    browser_type_launch_args as browser_type_launch_args,  # noqa: PLC0414
)
