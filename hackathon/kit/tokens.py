"""Addresses that cannot be guessed: signed tokens of 256 bits."""

import json
from base64 import urlsafe_b64encode

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac


def make(salt: str, *parts: int | str) -> str:
    """The URL-safe token of `parts`; another `salt` makes another token."""
    return _sign(settings.SECRET_KEY, salt, parts)


def check(token: str, salt: str, *parts: int | str) -> bool:
    """Whether `token` was made for `parts`, with today's key or one that it replaced."""
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return any(constant_time_compare(token, _sign(key, salt, parts)) for key in keys)


def _sign(key: str | bytes, salt: str, parts: tuple[int | str, ...]) -> str:
    """HMAC-SHA256 over the parts, joined so that no two lists of parts read alike."""
    value = json.dumps([str(part) for part in parts])
    digest = salted_hmac(f"hackathon.{salt}", value, secret=key, algorithm="sha256").digest()
    return urlsafe_b64encode(digest).rstrip(b"=").decode()
