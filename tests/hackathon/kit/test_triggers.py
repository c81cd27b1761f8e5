"""Triggers hold the same rules on PostgreSQL and on SQLite."""

from contextlib import contextmanager

import pytest
from django.db import IntegrityError, OperationalError, connection, connections, transaction
from django.test.utils import CaptureQueriesContext

from hackathon.kit import triggers

TABLES = (
    "CREATE TABLE kit_mark (id integer PRIMARY KEY, judge integer, note text, sent_at text)",
    "CREATE TABLE kit_conflict (judge integer, is_open boolean)",
)
BARRED = "EXISTS (SELECT 1 FROM kit_conflict c WHERE c.judge = NEW.judge AND c.is_open)"


@pytest.fixture
def memory(django_db_blocker):
    """An SQLite database in memory beside the one that the tests run on."""
    config = connections.databases["default"] | {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": ":memory:",
        "OPTIONS": {},
    }
    connections.databases["memory"] = config
    with django_db_blocker.unblock():
        yield connections["memory"]
        connections["memory"].close()
    del connections["memory"], connections.databases["memory"]


@pytest.fixture(params=["default", "memory"])
def database(request):
    """The database that the tests run on, and SQLite, each with two tables."""
    if request.param == "default":
        request.getfixturevalue("db")
    it = connection if request.param == "default" else request.getfixturevalue("memory")
    run(it, *TABLES)
    return it


@pytest.fixture
def postgresql(db):
    """PostgreSQL alone, for what SQLite has no words for."""
    if connection.vendor != "postgresql":
        pytest.skip("these tests run on SQLite only")
    run(connection, *TABLES)
    return connection


@pytest.fixture(autouse=True)
def _nothing_declared(monkeypatch):
    monkeypatch.setattr(triggers, "_declared", {})


def run(database, *statements):
    with database.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def rows(database, sql="SELECT id, judge, note, sent_at FROM kit_mark ORDER BY id"):
    with database.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


@contextmanager
def refused(database, name):
    """The statement inside is refused by the trigger `name`, and changes nothing."""
    before = rows(database)
    with pytest.raises(IntegrityError, match=name), transaction.atomic(using=database.alias):
        yield
    assert rows(database) == before


def test_append_only_row_is_neither_deleted_nor_rewritten(database):
    triggers.append_only("kit_mark")
    triggers.install(database)
    run(database, "INSERT INTO kit_mark VALUES (1, 5, 'good', NULL)")

    with refused(database, "kit_mark_keeps_its_rows"):
        run(database, "DELETE FROM kit_mark")
    with refused(database, "kit_mark_is_never_rewritten"):
        run(database, "UPDATE kit_mark SET note = 'bad'")
    with refused(database, "kit_mark_is_never_rewritten"):
        run(database, "UPDATE kit_mark SET sent_at = 'now'")
    assert rows(database) == [(1, 5, "good", None)]


def test_append_only_row_may_be_filled_in_once_where_it_was_left_open(database):
    triggers.append_only("kit_mark", may_set=["sent_at"])
    triggers.install(database)
    run(database, "INSERT INTO kit_mark VALUES (1, 5, 'good', NULL), (2, 6, NULL, NULL)")

    run(database, "UPDATE kit_mark SET sent_at = 'monday' WHERE id = 1")

    assert rows(database) == [(1, 5, "good", "monday"), (2, 6, None, None)]
    for change in (
        "UPDATE kit_mark SET sent_at = 'tuesday' WHERE id = 1",
        "UPDATE kit_mark SET sent_at = NULL WHERE id = 1",
        "UPDATE kit_mark SET note = 'bad' WHERE id = 1",
        "UPDATE kit_mark SET note = NULL WHERE id = 1",
        "UPDATE kit_mark SET note = 'new' WHERE id = 2",
        "UPDATE kit_mark SET sent_at = 'monday', judge = 7 WHERE id = 2",
    ):
        with refused(database, "kit_mark_is_never_rewritten"):
            run(database, change)
    with refused(database, "kit_mark_keeps_its_rows"):
        run(database, "DELETE FROM kit_mark WHERE id = 2")


def test_insert_is_refused_while_the_condition_holds(database):
    triggers.refuse_insert("mark_without_conflict", "kit_mark", BARRED)
    triggers.install(database)
    run(database, "INSERT INTO kit_conflict VALUES (5, TRUE), (6, FALSE)")

    with refused(database, "mark_without_conflict"):
        run(database, "INSERT INTO kit_mark (id, judge) VALUES (1, 5)")
    run(database, "INSERT INTO kit_mark (id, judge) VALUES (2, 6), (3, NULL)")
    run(database, "UPDATE kit_conflict SET is_open = FALSE WHERE judge = 5")
    run(database, "INSERT INTO kit_mark (id, judge) VALUES (1, 5)")

    assert [row[0] for row in rows(database)] == [1, 2, 3]


def test_one_bad_row_refuses_the_whole_statement(database):
    triggers.refuse_insert("mark_without_conflict", "kit_mark", BARRED)
    triggers.install(database)
    run(database, "INSERT INTO kit_conflict VALUES (5, TRUE)")

    with refused(database, "mark_without_conflict"):
        run(database, "INSERT INTO kit_mark (id, judge) VALUES (1, 4), (2, 5)")


def test_installed_are_the_declared_ones_whose_table_exists(database):
    triggers.append_only("kit_mark")
    triggers.append_only("kit_not_yet", may_set=["x"])
    assert triggers.installed(database).isdisjoint(triggers.expected())

    triggers.install(database)

    assert triggers.installed(database) == {
        "kit_mark_keeps_its_rows",
        "kit_mark_is_never_rewritten",
    }
    assert triggers.expected() == triggers.installed(database) | {
        "kit_not_yet_keeps_its_rows",
        "kit_not_yet_is_never_rewritten",
    }


def test_installing_again_only_reads(database):
    triggers.append_only("kit_mark", may_set=["sent_at"])
    triggers.refuse_insert("mark_without_conflict", "kit_mark", BARRED)
    triggers.install(database)

    with CaptureQueriesContext(database) as queries:
        triggers.install(database)

    assert queries.captured_queries
    changes = [q["sql"] for q in queries if "TRIGGER" in q["sql"] or "FUNCTION" in q["sql"]]
    assert changes == []


def test_installing_replaces_what_was_declared_otherwise(database, monkeypatch):
    triggers.refuse_insert("mark_is_fair", "kit_mark", "NEW.judge = 1")
    triggers.append_only("kit_conflict")
    triggers.install(database)
    monkeypatch.setattr(triggers, "_declared", {})
    triggers.refuse_insert("mark_is_fair", "kit_mark", "NEW.judge = 2")
    triggers.install(database)

    assert triggers.installed(database) == {"mark_is_fair"}
    run(database, "INSERT INTO kit_mark (id, judge) VALUES (1, 1)")
    with refused(database, "mark_is_fair"):
        run(database, "INSERT INTO kit_mark (id, judge) VALUES (2, 2)")
    run(database, "INSERT INTO kit_conflict VALUES (5, TRUE)", "DELETE FROM kit_conflict")


def test_installing_learns_of_a_new_column(database):
    triggers.append_only("kit_mark", may_set=["sent_at"])
    triggers.install(database)
    run(
        database,
        "ALTER TABLE kit_mark ADD COLUMN points integer",
        "INSERT INTO kit_mark (id, points) VALUES (1, 3)",
    )
    triggers.install(database)

    with refused(database, "kit_mark_is_never_rewritten"):
        run(database, "UPDATE kit_mark SET points = 10")


def test_somebody_else_s_trigger_is_left_alone(memory):
    run(
        memory,
        *TABLES,
        "CREATE TRIGGER theirs BEFORE DELETE ON kit_mark BEGIN SELECT RAISE(ABORT, 'no'); END",
    )

    triggers.install(memory)
    triggers.make_way(memory)

    assert triggers.installed(memory) == set()
    assert rows(memory, "SELECT name FROM sqlite_master WHERE type = 'trigger'") == [("theirs",)]


def test_trigger_that_is_switched_off_is_missing_and_comes_back(postgresql):
    triggers.append_only("kit_mark")
    triggers.install(postgresql)
    run(postgresql, "ALTER TABLE kit_mark DISABLE TRIGGER kit_mark_keeps_its_rows")
    assert triggers.installed(postgresql) == {"kit_mark_is_never_rewritten"}

    triggers.install(postgresql)

    assert triggers.installed(postgresql) == triggers.expected()


REBUILD = (
    "CREATE TABLE new__kit_conflict (judge integer, is_open boolean, reason text)",
    "DROP TABLE kit_conflict",
    "ALTER TABLE new__kit_conflict RENAME TO kit_conflict",
)


def test_sqlite_cannot_rebuild_a_table_under_a_trigger(memory):
    run(memory, *TABLES)
    triggers.refuse_insert("mark_without_conflict", "kit_mark", BARRED)
    triggers.install(memory)

    with pytest.raises(OperationalError, match="mark_without_conflict"):
        run(memory, *REBUILD)


def test_make_way_lets_sqlite_rebuild_and_install_brings_the_triggers_back(memory):
    run(memory, *TABLES)
    triggers.refuse_insert("mark_without_conflict", "kit_mark", BARRED)
    triggers.install(memory)

    triggers.make_way(memory)
    assert triggers.installed(memory) == set()
    run(memory, *REBUILD)
    triggers.install(memory)

    assert triggers.installed(memory) == {"mark_without_conflict"}


def test_make_way_leaves_postgresql_guarded(postgresql):
    triggers.append_only("kit_mark")
    triggers.install(postgresql)

    triggers.make_way(postgresql)

    assert triggers.installed(postgresql) == triggers.expected()


@pytest.mark.parametrize("name", ["", "Mark", "mark'; DROP", "x" * 64, "1st"])
def test_name_that_a_database_would_cut_or_misread_is_refused(name):
    with pytest.raises(ValueError, match="no name"):
        triggers.refuse_insert(name, "kit_mark", "TRUE")
    assert triggers.expected() == set()


def test_two_triggers_cannot_share_a_name():
    triggers.refuse_insert("mark_is_fair", "kit_mark", "NEW.judge = 1")
    triggers.refuse_insert("mark_is_fair", "kit_mark", "NEW.judge = 1")

    with pytest.raises(ValueError, match="two triggers"):
        triggers.refuse_insert("mark_is_fair", "kit_mark", "NEW.judge = 2")


@pytest.mark.django_db
def test_every_trigger_that_the_apps_declare_stands_in_the_migrated_database(monkeypatch):
    monkeypatch.undo()

    assert triggers.installed(connection) == triggers.expected()
