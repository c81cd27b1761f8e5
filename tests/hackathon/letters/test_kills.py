"""Real workers, killed as a power cut kills: `bench.letters` in small."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.db import connection

pytestmark = pytest.mark.slow

LETTERS, KILLS = 200, 2
QUICK = {"DJANGO_SETTINGS_MODULE": "bench.quick"}


def run(tmp_path, environment, *command):
    """Run one of our programs in a place of its own, and give what it says last."""
    place = os.environ | QUICK | {"SHANYRAQ_VAR": str(tmp_path)} | environment
    done = subprocess.run(
        [sys.executable, *command], env=place, capture_output=True, text=True, check=True
    )
    return done.stdout.strip().rpartition("\n")[2]


def survive_kills(tmp_path, environment):
    command = ["-m", "bench.scenes", "kills", str(LETTERS), str(KILLS)]
    seen = json.loads(run(tmp_path, environment, *command))
    assert seen["ok"], seen["said"]
    assert f"{LETTERS} letters, {KILLS} kills: 0 lost, " in seen["said"]


@pytest.mark.skipif(connection.vendor == "sqlite", reason="a test's SQLite is in memory")
@pytest.mark.django_db(transaction=True)
def test_letters_survive_on_postgresql_with_redis(tmp_path):
    of = connection.settings_dict
    database = f"postgres://{of['USER']}@{of['HOST']}:{of['PORT']}/{of['NAME']}"
    broker = settings.REDIS_URL.rpartition("/")[0] + "/7"  # nobody else's

    survive_kills(tmp_path, {"DATABASE_URL": database, "REDIS_URL": broker})


def test_letters_survive_on_sqlite_with_a_broker_in_files(tmp_path):
    place = {"DATABASE_URL": f"sqlite:///{tmp_path / 'db.sqlite3'}", "REDIS_URL": ""}
    run(tmp_path, place, "manage.py", "migrate", "--run-syncdb", "--verbosity=0")

    survive_kills(tmp_path, place)
