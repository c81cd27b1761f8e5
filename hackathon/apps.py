"""Where the upper apps plug in: by name, in Django's own idiom."""

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.module_loading import autodiscover_modules

from hackathon.kit import sqlite, triggers


def install_triggers(using: str, **_kwargs: Any) -> None:
    """Put every registered trigger back after a migration (SQLite drops them with the table)."""
    triggers.install(connections[using])


def make_way(using: str, **_kwargs: Any) -> None:
    """Take the triggers down before a migration: SQLite cannot rebuild a table that one reads."""
    triggers.make_way(connections[using])


class HackathonConfig(AppConfig):
    name = "hackathon"

    def ready(self) -> None:
        # An app says who may act (access), what a stage waits for (gates), what follows a move
        # (follows), what it counts (gauges), what is always true (invariants), (tasks) in modules
        # of those names; finding them by name keeps the ground floor from importing the floors
        # above.
        autodiscover_modules(
            *("access", "gates", "follows", "corners", "gauges", "invariants", "tasks")
        )
        connection_created.connect(sqlite.teach)
        pre_migrate.connect(make_way, sender=self)
        post_migrate.connect(install_triggers, sender=self)
