"""Logs hold no secrets."""

import logging

import pytest

from hackathon.kit.logs import HideSecrets


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("/kk/invitations/7-qT5X_Tgv-w/confirm/", "/kk/invitations/7-.../confirm/"),
        ("/kk/certificates/A-2026-0001/?code=abc-1", "/kk/certificates/A-2026-0001/?code=..."),
        ("/kk/ashyq-el/", "/kk/ashyq-el/"),
    ],
)
def test_secrets_are_taken_out_of_addresses(said: str, written: str) -> None:
    record = logging.LogRecord("django.request", 30, "", 0, "Not Found: %s", (said,), None)

    assert HideSecrets().filter(record)

    assert record.getMessage() == f"Not Found: {written}"
