"""What a request writes, and what it leaves behind."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from django.apps import apps
from django.db import connection

BOOKKEEPING = {"django_session", "usersessions_usersession"}
WRITES = re.compile(r'\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+"?(\w+)', re.IGNORECASE)


@contextmanager
def writes() -> Iterator[set[str]]:
    """The tables that are written to meanwhile."""
    found: set[str] = set()

    def watch(execute, sql, params, many, context):
        if match := WRITES.match(sql):
            found.add(match[1])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield found


def everything() -> dict[str, list[str]]:
    """Every row of every table that is not about sessions."""
    return {
        model._meta.db_table: sorted(map(repr, model._base_manager.values_list()))
        for model in apps.get_models(include_auto_created=True)
        if model._meta.db_table not in BOOKKEEPING
    }


def changed(before: dict[str, list[str]]) -> list[str]:
    """The tables that are not as they were."""
    after = everything()
    return [table for table, rows in before.items() if after[table] != rows]
