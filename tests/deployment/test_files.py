"""What the files of the deployment promise, read without an engine."""

import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings

from tests.deployment.compose import ROOT, Missing, example, fill_in, services
from tools.restore_drill import archiving

SECRETS = {"SECRET_KEY": "k" * 64, "POSTGRES_PASSWORD": "p" * 64, "EMAIL_HOST": "mail.example.kz"}
FILLED = example() | SECRETS
OURS = ("migrate", "static", "web", "worker", "beat")
NGINX = (ROOT / "deploy" / "nginx.conf").read_text()
DOCKERFILE = (ROOT / "Dockerfile").read_text()


@pytest.mark.parametrize("name", sorted(SECRETS))
def test_what_is_needed_and_missing_stops_the_start_with_its_name(name: str) -> None:
    assert example()[name] == ""

    with pytest.raises(Missing, match=f"^{name} is missing in .env$"):
        services(FILLED | {name: ""})


def test_no_secret_has_a_default() -> None:
    written = (ROOT / "docker-compose.yml").read_text()
    kinds = re.findall(r"\$\{(\w*(?:SECRET|PASSWORD|TOKEN)\w*)(:[-?])([^}]*)\}", written)

    assert {name for name, _kind, _words in kinds} >= {"SECRET_KEY", "POSTGRES_PASSWORD"}
    assert [name for name, kind, words in kinds if kind == ":-" and words] == []
    assert not re.search(r"(?i)(secret|password|token)\w*:\s+(?!\$\{)\S", written)


def test_example_names_every_variable_that_has_no_default() -> None:
    written = (ROOT / "docker-compose.yml").read_text()

    assert set(re.findall(r"\$\{(\w+):\?", written)) <= set(example())
    assert set(example()) <= set(re.findall(r"\$\{(\w+)", written))


def test_variables_are_filled_in_as_the_engine_does() -> None:
    text = "${A:?x}-${B:-two}-${C:-}-${D}-$$HOME"

    assert fill_in(text, {"A": "one", "D": "four"}) == "one-two--four-$HOME"


def test_the_house_is_all_there() -> None:
    found = services(FILLED)

    assert set(found) == {*OURS, "postgres", "archive", "redis", "proxy", "backup"}
    assert {name for name, one in found.items() if "build" in one} == set(OURS)
    assert {one["image"] for name, one in found.items() if name in OURS} == {"shanyraq:local"}
    assert found["web"]["deploy"] == found["worker"]["deploy"] == {"replicas": "2"}


def test_only_the_proxy_has_a_door_to_the_world() -> None:
    found = services(FILLED)

    assert {name for name, one in found.items() if "ports" in one} == {"proxy"}
    for name in ("postgres", "redis", "migrate", "beat"):
        assert found[name]["networks"] == ["inside"]
    assert found["proxy"]["networks"] == ["front"]


@pytest.mark.parametrize("name", [*OURS, "redis", "proxy"])
def test_service_has_no_more_rights_than_it_needs(name: str) -> None:
    service = services(FILLED)[name]

    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    if name not in OURS:
        assert service["user"] != "root"


@pytest.mark.parametrize("name", ["web", "worker", "beat", "postgres", "redis", "proxy"])
def test_service_that_stays_is_watched(name: str) -> None:
    service = services(FILLED)[name]

    assert service["healthcheck"]["test"][0] in {"CMD", "CMD-SHELL"}
    assert service["restart"] == "unless-stopped"


def test_nothing_starts_before_what_it_stands_on() -> None:
    found = services(FILLED)
    waits = {
        name: {other: rule["condition"] for other, rule in one.get("depends_on", {}).items()}
        for name, one in found.items()
    }

    assert waits["migrate"] == {"postgres": "service_healthy"}
    for name in ("web", "worker"):
        assert waits[name]["migrate"] == "service_completed_successfully"
        assert waits[name]["static"] == "service_completed_successfully"
    assert waits["proxy"] == {"web": "service_healthy"}


def test_image_runs_as_nobody_special_and_installs_by_hash() -> None:
    stages = DOCKERFILE.split("\nFROM ")

    assert re.findall(r"^USER (\S+)$", stages[-1], re.MULTILINE) == ["shanyraq"]
    assert "--require-hashes --only-binary :all: -r requirements/base.lock" in DOCKERFILE
    assert not re.search(r"(?i)^(ARG|ENV).*(secret|password|token)", DOCKERFILE, re.MULTILINE)


def test_image_holds_no_secret_and_no_test() -> None:
    left_out = (ROOT / ".dockerignore").read_text().split()

    assert {".env", ".git", "tls", "tests", "var"} <= set(left_out)
    assert {"/.env", "/tls/", "/backup/"} <= set((ROOT / ".gitignore").read_text().split())


def test_proxy_takes_what_the_program_takes() -> None:
    found = re.search(r"client_max_body_size (\d+)m;", NGINX)

    assert found
    most = int(found[1]) * 1024 * 1024
    assert most > settings.UPLOAD_MAX_BYTES


def test_proxy_passes_on_no_word_of_a_visitor_about_the_way() -> None:
    said = dict(re.findall(r"proxy_set_header (\S+) ([^;]+);", NGINX))

    assert said == {
        "Connection": '""',
        "Host": "$http_host",
        "X-Forwarded-For": "$remote_addr",
        "X-Forwarded-Proto": "$scheme",
        "X-Forwarded-Host": '""',
        "X-Request-ID": "$request_id",
    }


def test_proxy_logs_no_address_and_no_path() -> None:
    [line] = re.findall(r"log_format line[^;]+;", NGINX)

    assert re.findall(r"access_log (?!off)([^;]+);", NGINX) == ["/dev/stdout line"]
    assert not re.search(r"remote_addr|uri|request\b|args|http_", line.replace("$request_id", ""))


def test_the_drill_archives_the_log_as_the_house_does() -> None:
    options = services(FILLED)["postgres"]["command"]

    for name, value in archiving(Path("/archive")).items():
        assert f"--{name}={value}" in options


@pytest.mark.parametrize(
    ("service", "variable", "age"),
    [("worker", "SHANYRAQ_ALIVE", 60), ("beat", "CELERY_BEAT_SCHEDULE_FILENAME", 400)],
)
def test_sign_of_life_is_good_for_its_time(tmp_path: Path, service, variable, age) -> None:
    file = tmp_path / "sign"
    command = [sys.executable, ROOT / "deploy" / "healthy.py", service]

    def is_healthy() -> bool:
        environment = {variable: str(file)}
        done = subprocess.run(command, env=environment, capture_output=True, check=False)
        return done.returncode == 0

    assert not is_healthy()
    file.touch()
    assert is_healthy()
    os.utime(file, (time.time() - age - 1,) * 2)
    assert not is_healthy()


@pytest.mark.parametrize("name", ["backup.sh", "restore.sh"])
def test_script_reads_as_shell(name: str) -> None:
    script = ROOT / "deploy" / name

    assert subprocess.run(["sh", "-n", script], check=False).returncode == 0
    assert script.stat().st_mode & 0o111
