"""Do letters survive? Real workers are killed, servers refuse, fall silent and die.

Usage: python -m bench.letters [--letters 5000] [--kills 20] [--engines postgresql,sqlite]
                               [--only queue,kills,refusals,silence,beats,broker]
                               [--quick] prints a table, and fails where a promise is broken.
PostgreSQL comes with Redis, SQLite with the broker in files. --quick lets the house wait less.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tools.processes import ending_in_order, run
from tools.testbox import testbox

SCENES = ("queue", "kills", "refusals", "silence", "beats", "broker")  # the last takes Redis along
ENGINES = ("postgresql", "sqlite")


def read_arguments() -> argparse.Namespace:
    """What is asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--letters", type=int, default=5000, help="how many, with kills")
    parser.add_argument("--kills", type=int, default=20, help="how often the worker is killed")
    parser.add_argument("--engines", default=",".join(ENGINES))
    parser.add_argument("--only", default=",".join(SCENES))
    parser.add_argument("--quick", action="store_true", help="a house with less patience")
    return parser.parse_args()


@contextmanager
def place(engine: str, box: Mapping[str, str], *, is_quick: bool) -> Iterator[dict[str, str]]:
    """The environment of one engine, with a folder of its own."""
    folder = Path(tempfile.mkdtemp(prefix="shanyraq-bench-"))
    module = "bench.quick" if is_quick else "hackathon.settings.local"
    place = {"SHANYRAQ_VAR": str(folder), "DJANGO_SETTINGS_MODULE": module, "REDIS_URL": ""}
    if engine == "postgresql":
        place |= {"DATABASE_URL": box["DATABASE_URL"], "REDIS_URL": box["REDIS_URL"]}
    else:
        place |= {"DATABASE_URL": f"sqlite:///{folder / 'db.sqlite3'}"}
    try:
        yield place
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def measure(asked: argparse.Namespace, engine: str, box: Mapping[str, str]) -> Iterator[str]:
    """Play every scene that is asked for on one engine; each gives a line of JSON."""
    with place(engine, box, is_quick=asked.quick) as environment:
        migrate = [sys.executable, "manage.py", "migrate", "--run-syncdb", "--verbosity=0"]
        if run(migrate, environment) != 0:
            raise RuntimeError(f"{engine} did not migrate")
        for scene in asked.only.split(","):
            if scene == "broker" and engine == "sqlite":
                continue  # a broker in files cannot be away
            command = [sys.executable, "-m", "bench.scenes", scene]
            sizes = [str(asked.letters), str(asked.kills)]
            played = subprocess.run(
                [*command, *sizes],
                env=os.environ | environment,
                stdout=subprocess.PIPE,
                check=False,
            )
            said = played.stdout.decode().strip().splitlines()
            yield said[-1] if said else json.dumps({"scene": scene, "ok": False, "said": "died"})


def main() -> int:
    """Measure, print a table, and say by the exit code whether every promise was kept."""
    asked = read_arguments()
    is_kept = True
    print(f"{'engine':<12}{'scene':<10}{'kept':<6}what was seen", flush=True)
    with ending_in_order(), testbox() as box:
        for engine in asked.engines.split(","):
            for line in measure(asked, engine, box):
                seen = json.loads(line)
                is_kept = is_kept and seen["ok"]
                kept = "yes" if seen["ok"] else "NO"
                print(f"{engine:<12}{seen['scene']:<10}{kept:<6}{seen['said']}", flush=True)
    return 0 if is_kept else 1


if __name__ == "__main__":
    sys.exit(main())
