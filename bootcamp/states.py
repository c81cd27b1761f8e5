"""Every status of the boot camp's app, and every move between them."""

from django.db import models
from django.utils.translation import pgettext_lazy

from hackathon.kit.states import Move


class CertificateStatus(models.TextChoices):
    """Whether a certificate still speaks for its award."""

    VALID = "valid", pgettext_lazy("certificate", "Valid")
    REVOKED = "revoked", pgettext_lazy("certificate", "Revoked")


REVOKE = Move("revoke", frozenset({CertificateStatus.VALID}), CertificateStatus.REVOKED)
CERTIFICATE_MOVES = (REVOKE,)
