"""The fingerprint of data: SHA-256 over its canonical JSON, which anyone can compute again."""

import hashlib
from collections.abc import Mapping
from typing import Any

import rfc8785


def fingerprint(facts: Mapping[str, Any]) -> str:
    """The hash of `facts` as canonical JSON (RFC 8785)."""
    return hashlib.sha256(rfc8785.dumps(dict(facts))).hexdigest()
