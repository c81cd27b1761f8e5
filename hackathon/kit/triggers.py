"""Rules that the database itself keeps: triggers, the same on PostgreSQL and SQLite.

Each app declares its triggers when it is loaded, and `install` puts them into the database after
every migrate. The name of a trigger is the text of the `IntegrityError` that it raises.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol, TypeAlias

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper

MARK = "kept by hackathon.kit.triggers"
"""A comment in every trigger of ours, so that nobody else's is ever dropped."""

_NAME = re.compile(r"[a-z][a-z0-9_]{0,62}")


@dataclass(frozen=True)
class Trigger:
    """One refusal: before `event` happens to a row of `table`."""

    name: str
    table: str
    event: str
    when_sql: str = ""
    may_set: tuple[str, ...] = ()


class Guard(NamedTuple):
    """A trigger as it stands in a database, with the text that it has there."""

    name: str
    table: str
    text: str


Columns: TypeAlias = Sequence[str]
Quote: TypeAlias = Callable[[str], str]

_declared: dict[str, Trigger] = {}


def append_only(table: str, *, may_set: Iterable[str] = ()) -> None:
    """Refuse DELETE and UPDATE on `table`, save filling one of `may_set` that was NULL."""
    _declare(Trigger(f"{table}_keeps_its_rows", table, "DELETE"))
    _declare(Trigger(f"{table}_is_never_rewritten", table, "UPDATE", may_set=tuple(may_set)))


def refuse_insert(name: str, table: str, when_sql: str) -> None:
    """Refuse a new row of `table` while `when_sql`, a condition over NEW, is true."""
    _declare(Trigger(name, table, "INSERT", when_sql=when_sql))


def expected() -> set[str]:
    """The names of all declared triggers."""
    return set(_declared)


def installed(connection: BaseDatabaseWrapper) -> set[str]:
    """The names of our triggers that stand guard in this database."""
    with connection.cursor() as cursor:
        return {guard.name for guard in _dialect(connection).standing(cursor)}


def install(connection: BaseDatabaseWrapper) -> None:
    """Make the triggers of this database the declared ones; one that is right is not touched.

    Tables that a partial migrate has not made yet are left out.
    """
    dialect = _dialect(connection)
    with connection.cursor() as cursor:
        columns = _columns(connection, cursor)
        triggers = [t for t in _declared.values() if t.table in columns]
        standing = dialect.standing(cursor)
        wanted = {Guard(t.name, t.table, dialect.text(t, columns[t.table])) for t in triggers}
        if standing == wanted:
            return
        missing = {guard.name for guard in wanted - standing}
        with transaction.atomic(using=connection.alias):
            for guard in standing - wanted:
                cursor.execute(dialect.drop(guard))
            for trigger in triggers:
                if trigger.name in missing:
                    cursor.execute(dialect.create(trigger, columns[trigger.table]))


def make_way(connection: BaseDatabaseWrapper) -> None:
    """Drop our triggers before a migrate on SQLite, which cannot rebuild a table that one reads."""
    if connection.vendor != "sqlite":
        return
    dialect = _dialect(connection)
    with connection.cursor() as cursor:
        for guard in dialect.standing(cursor):
            cursor.execute(dialect.drop(guard))


def _declare(trigger: Trigger) -> None:
    """Remember one trigger; the same one twice is no harm."""
    if not _NAME.fullmatch(trigger.name):
        raise ValueError(f"{trigger.name!r} is no name that every database takes whole.")
    if _declared.setdefault(trigger.name, trigger) != trigger:
        raise ValueError(f"There are two triggers called {trigger.name}.")


def _columns(connection: BaseDatabaseWrapper, cursor: CursorWrapper) -> dict[str, Columns]:
    """The tables there are, with their columns where a trigger tells columns apart."""
    apart = {trigger.table for trigger in _declared.values() if trigger.may_set}
    describe = connection.introspection.get_table_description
    return {
        table: [column.name for column in describe(cursor, table)] if table in apart else ()
        for table in connection.introspection.table_names(cursor)
    }


class _Dialect(Protocol):
    """How one kind of database says it."""

    def standing(self, cursor: CursorWrapper) -> set[Guard]:
        """Our triggers that stand guard."""

    def text(self, trigger: Trigger, columns: Columns) -> str:
        """What the database gives back, word for word, of a trigger that is set up."""

    def create(self, trigger: Trigger, columns: Columns) -> str:
        """The statements that set up a trigger, even over one that is switched off."""

    def drop(self, guard: Guard) -> str:
        """The statements that take one away."""


class _PostgreSQL:
    """Each trigger has a function of its own, and both have the same name."""

    def __init__(self, connection: BaseDatabaseWrapper) -> None:
        self.quote = connection.ops.quote_name

    def standing(self, cursor: CursorWrapper) -> set[Guard]:
        cursor.execute(
            """
            SELECT t.tgname, c.relname, p.prosrc
            FROM pg_trigger t
            JOIN pg_proc p ON p.oid = t.tgfoid
            JOIN pg_class c ON c.oid = t.tgrelid
            WHERE NOT t.tgisinternal AND t.tgenabled <> 'D' AND pg_table_is_visible(c.oid)
              AND position(%s IN p.prosrc) > 0
            """,
            [MARK],
        )
        return {Guard(*row) for row in cursor.fetchall()}

    def text(self, trigger: Trigger, columns: Columns) -> str:
        row = "OLD" if trigger.event == "DELETE" else "NEW"
        return (
            f"\n-- {MARK}: before {trigger.event} on {trigger.table}\n"
            f"BEGIN\n"
            f"  IF ({_refused(trigger, columns, self.quote, 'IS DISTINCT FROM')}) THEN\n"
            f"    RAISE EXCEPTION '{trigger.name}' USING\n"
            f"      ERRCODE = 'integrity_constraint_violation', CONSTRAINT = '{trigger.name}';\n"
            f"  END IF;\n"
            f"  RETURN {row};\n"
            f"END\n"
        )

    def create(self, trigger: Trigger, columns: Columns) -> str:
        name, table = self.quote(trigger.name), self.quote(trigger.table)
        return (
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql"
            f" AS $trigger${self.text(trigger, columns)}$trigger$;"
            f"DROP TRIGGER IF EXISTS {name} ON {table};"
            f"CREATE TRIGGER {name} BEFORE {trigger.event} ON {table}"
            f" FOR EACH ROW EXECUTE FUNCTION {name}()"
        )

    def drop(self, guard: Guard) -> str:
        name, table = self.quote(guard.name), self.quote(guard.table)
        return f"DROP TRIGGER IF EXISTS {name} ON {table}; DROP FUNCTION IF EXISTS {name}()"


class _SQLite:
    """A trigger is one statement, which the database keeps as it was written."""

    def __init__(self, connection: BaseDatabaseWrapper) -> None:
        self.quote = connection.ops.quote_name

    def standing(self, cursor: CursorWrapper) -> set[Guard]:
        cursor.execute(
            "SELECT name, tbl_name, sql FROM sqlite_master"
            " WHERE type = 'trigger' AND instr(sql, %s) > 0",
            [MARK],
        )
        return {Guard(*row) for row in cursor.fetchall()}

    def text(self, trigger: Trigger, columns: Columns) -> str:
        name, table = self.quote(trigger.name), self.quote(trigger.table)
        return (
            f"CREATE TRIGGER {name} BEFORE {trigger.event} ON {table} FOR EACH ROW\n"
            f"WHEN ({_refused(trigger, columns, self.quote, 'IS NOT')})\n"
            f"BEGIN /* {MARK} */ SELECT RAISE(ABORT, '{trigger.name}'); END"
        )

    def create(self, trigger: Trigger, columns: Columns) -> str:
        return self.text(trigger, columns)

    def drop(self, guard: Guard) -> str:
        return f"DROP TRIGGER IF EXISTS {self.quote(guard.name)}"


def _refused(trigger: Trigger, columns: Columns, quote: Quote, differs: str) -> str:
    """The condition, over OLD and NEW, on which a trigger refuses."""
    if not trigger.may_set:
        return trigger.when_sql or "TRUE"
    changes = []
    for column in columns:
        name = quote(column)
        was_set = f"OLD.{name} IS NOT NULL AND " if column in trigger.may_set else ""
        changes.append(f"{was_set}NEW.{name} {differs} OLD.{name}")
    return " OR ".join(f"({change})" for change in changes)


def _dialect(connection: BaseDatabaseWrapper) -> _Dialect:
    """The words of the database behind `connection`."""
    kinds: dict[str, type[_PostgreSQL | _SQLite]] = {"postgresql": _PostgreSQL, "sqlite": _SQLite}
    return kinds[connection.vendor](connection)
