"""The state machine of certificates."""

from bootcamp.states import CERTIFICATE_MOVES, CertificateStatus

ALLOWED = {("valid", "revoke", "revoked")}


def test_certificate_moves_fit_exactly_as_listed() -> None:
    found = {
        (status, move.name, str(move.target))
        for status in CertificateStatus.values
        for move in CERTIFICATE_MOVES
        if move.fits(status)
    }

    assert found == ALLOWED
