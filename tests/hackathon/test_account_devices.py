"""The few words that stand for a device in the list of sessions."""

import pytest

from hackathon.templatetags.devices import device

SAFARI = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) Version/18.5 Mobile Safari/604.1"


@pytest.mark.parametrize(
    ("says", "is_called"),
    [
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/139.0 Safari/537.36 Edg/139.0", "Edge · Windows"),
        ("Mozilla/5.0 (Linux; Android 15) Chrome/139.0 Mobile Safari/537.36", "Chrome · Android"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:141.0) Firefox/141.0", "Firefox · Linux"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/138 YaBrowser/25 Safari/537", "Yandex · Windows"),
        (SAFARI, "Safari · iPhone"),
        ("curl/8.9", "Unknown device"),
        ("", "Unknown device"),
    ],
)
def test_a_device_is_named_in_a_few_words(says, is_called):
    assert device(says) == is_called
