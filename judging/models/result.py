"""Results: what was signed, to which everything published refers."""

from django.conf import settings
from django.db import models

from hackathon.kit.triggers import append_only
from judging.models.round import Round


class Result(models.Model):
    """The signed outcome of one version of a round: a manifest that recomputes, and its hash."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="results")
    version = models.PositiveSmallIntegerField()
    manifest = models.JSONField()
    sha256 = models.CharField(max_length=64)
    signed_at = models.DateTimeField()
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    countersigned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(name="result_version_once", fields=["round", "version"])
        ]

    def __str__(self) -> str:
        return f"{self.round} {self.version}"


append_only("judging_result")
