"""Who did what, when."""

from django.conf import settings
from django.db import models

from hackathon.kit.triggers import append_only
from hackathon.models.hackathon import Hackathon


class AuditEntry(models.Model):
    """One act. Rows are only ever added; the database refuses anything else."""

    hackathon = models.ForeignKey(
        Hackathon, on_delete=models.PROTECT, null=True, related_name="audit"
    )
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    action = models.CharField(max_length=80)
    target_type = models.CharField(max_length=80)
    target_id = models.BigIntegerField()
    details = models.JSONField(default=dict)
    happened_at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]
        verbose_name_plural = "audit entries"
        indexes = [
            models.Index(name="audit_by_target", fields=["target_type", "target_id"]),
            models.Index(name="audit_by_hackathon", fields=["hackathon", "-id"]),
        ]

    def __str__(self) -> str:
        return f"{self.happened_at:%F %T} {self.action} #{self.target_id}"


append_only("hackathon_auditentry")
