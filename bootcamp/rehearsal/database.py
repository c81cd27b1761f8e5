"""A database for one rehearsal: made anew, never the one that people use."""

import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.management import CommandError, call_command
from django.db import DEFAULT_DB_ALIAS, Error, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import ConnectionHandler

from hackathon.settings.base import database

SQLITE = "sqlite"
HASTY = {  # what is thrown away need not survive a power cut
    "sqlite": ("init_command", "PRAGMA synchronous=NORMAL", "PRAGMA synchronous=OFF"),
    "postgresql": ("options", "-c lock_timeout", "-c synchronous_commit=off -c lock_timeout"),
}

Config = dict[str, Any]


@contextmanager
def stage_database(server: str = "", keep: str = "") -> Iterator[str]:
    """Let every query go to a new database for a while; gives the address under which it is kept.

    `server` is `sqlite`, or the address of a PostgreSQL server; without it, the server of the
    settings is taken, if it is one. The database is gone afterwards unless `keep` names it: a
    file, or a database of that server. Whatever exists already is left alone.
    """
    config = database(f"{SQLITE}:///") if server == SQLITE else _server(server)
    is_file = config["ENGINE"].endswith("sqlite3")
    made = _new_file(config, keep) if is_file else _new_on_server(config, keep)
    with made as config, instead_of_the_live_one(config):
        call_command("migrate", interactive=False, verbosity=0, run_syncdb=True)
        yield _address(config)


def _server(address: str) -> Config:
    """Where the database is made: on a PostgreSQL server, or in a file."""
    if address and not address.startswith("postgres"):
        raise CommandError(f"{address}: give {SQLITE}, or the postgres:// address of a server.")
    config = database(address) if address else dict(settings.DATABASES[DEFAULT_DB_ALIAS])
    return config | {"CONN_MAX_AGE": 0}


@contextmanager
def _new_file(config: Config, keep: str) -> Iterator[Config]:
    """A new file, in a folder that disappears unless the file is kept."""
    with TemporaryDirectory(prefix="shanyraq-rehearsal-") as folder:
        file = Path(keep).absolute() if keep else Path(folder) / "rehearsal.sqlite3"
        if file.exists():
            raise CommandError(f"{file} exists already: a rehearsal writes into a new file only.")
        yield config | {"NAME": str(file)}


@contextmanager
def _new_on_server(config: Config, keep: str) -> Iterator[Config]:
    """A new database on the server, dropped afterwards unless it is kept."""
    name = keep or f"shanyraq_rehearsal_{secrets.token_hex(4)}"
    if not name.replace("_", "").isalnum():
        raise CommandError(f"“{name}” is no name for a database of a server.")
    _tell_server(config, f'CREATE DATABASE "{name}"')
    try:
        yield config | {"NAME": name}
    finally:
        if not keep:
            _tell_server(config, f'DROP DATABASE "{name}" WITH (FORCE)')


def _tell_server(config: Config, statement: str) -> None:
    """Run one statement beside every database that is used."""
    connection = _connection(config | {"NAME": "postgres"})
    try:
        with connection.cursor() as cursor:
            cursor.execute(statement)
    except Error as failure:
        raise CommandError(f"PostgreSQL refuses: {str(failure).strip()}") from failure
    finally:
        connection.close()


def _connection(config: Mapping[str, Any]) -> BaseDatabaseWrapper:
    """A connection of its own, with what Django adds to every one."""
    made = ConnectionHandler({DEFAULT_DB_ALIAS: dict(config)})[DEFAULT_DB_ALIAS]
    assert isinstance(made, BaseDatabaseWrapper)  # noqa: S101 -- the stubs say less
    return made


@contextmanager
def instead_of_the_live_one(config: Config) -> Iterator[None]:
    """Every query of this thread goes to the new database, and then to the old one again."""
    before = connections[DEFAULT_DB_ALIAS]
    connections[DEFAULT_DB_ALIAS] = _connection(_hasty(config))
    ContentType.objects.clear_cache()
    try:
        yield
    finally:
        connections[DEFAULT_DB_ALIAS].close()
        connections[DEFAULT_DB_ALIAS] = before
        ContentType.objects.clear_cache()


def _hasty(config: Config) -> Config:
    """The same without waiting for the disk."""
    option, slow, fast = HASTY[config["ENGINE"].rpartition(".")[2].removesuffix("3")]
    options = dict(config["OPTIONS"])
    options[option] = options[option].replace(slow, fast)
    return config | {"OPTIONS": options}


def _address(config: Config) -> str:
    """What DATABASE_URL names it by; a password stays where it is known."""
    if config["ENGINE"].endswith("sqlite3"):
        return f"sqlite:///{config['NAME']}"
    port = f":{config['PORT']}" if config["PORT"] else ""
    return f"postgres://{config['USER']}@{config['HOST']}{port}/{config['NAME']}"
