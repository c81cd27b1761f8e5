"""The services of the compose file as processes of this machine.

Each runs its own command in its own environment; only hosts, ports and folders are this machine's.
"""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import psycopg2

from tests.deployment.compose import ROOT, example, services
from tools.processes import start, stop
from tools.servers import free_port

PATIENCE = 90  # seconds until a process answers; machines of tests are busy
AS_WHOEVER = {  # the container is no root; what Celery says to one is no line of the house
    "PYTHONWARNINGS": "ignore:You're running the worker with superuser privileges"
}
PROGRAMS = str(Path(sys.executable).parent)


def wait_until(is_true, what: str, seconds: float = PATIENCE) -> None:
    """Wait for something, and say what did not come."""
    deadline = time.monotonic() + seconds
    while not is_true():
        assert time.monotonic() < deadline, f"{what} did not come"
        time.sleep(0.1)


@dataclass
class House:
    """Everything that runs, and where."""

    folder: Path
    here: dict[str, str]  # what the compose file calls a place: what it is here
    values: dict[str, str]  # the .env
    stack: ExitStack
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    ports: dict[str, int] = field(default_factory=dict)

    @property
    def site(self) -> str:
        return self.values["SITE_URL"] + "/"

    @property
    def certificate(self) -> Path:
        return self.folder / "tls" / "fullchain.pem"

    @property
    def secrets(self) -> list[str]:
        names = ("SECRET_KEY", "POSTGRES_PASSWORD", "METRICS_TOKEN")
        return [self.values[name] for name in names]

    def environment(self, service: str, name: str = "") -> dict[str, str]:
        """What a process of a service is told; of ours it has only the way to the programs."""
        told = services(self.values)[service]["environment"]
        found = {key: self.at_home(str(value)) for key, value in told.items()}
        if name in self.ports:
            found["WEB_BIND"] = f"127.0.0.1:{self.ports[name]}"
        if service == "worker":
            found["SHANYRAQ_ALIVE"] = str(self.folder / f"alive-{name}")
        if service == "beat":
            found["CELERY_BEAT_SCHEDULE_FILENAME"] = str(self.folder / "beat")  # its own /tmp
        path = f"{PROGRAMS}:/usr/local/bin:/usr/bin:/bin:/usr/sbin"
        return found | AS_WHOEVER | {"PATH": path, "HOME": str(self.folder), "LANG": "C.UTF-8"}

    def at_home(self, text: str) -> str:
        """A text of the compose file with the places of this machine."""
        for there, here in self.here.items():
            text = text.replace(there, here)
        return text

    def once(self, service: str) -> None:
        """Run a service that ends by itself."""
        command = services(self.values)[service]["command"]
        with self.log(service).open("wb") as log:
            done = subprocess.run(
                command,
                cwd=ROOT,
                env=self.environment(service),
                stdout=log,
                stderr=log,
                check=False,
            )
        assert done.returncode == 0, self.log(service).read_text()[-2000:]

    def manage(self, command: str) -> None:
        """Run a command of the program, which must succeed."""
        done = subprocess.run(
            ["python", "manage.py", command],
            cwd=ROOT,
            env=self.environment("migrate"),
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr

    def start(self, service: str, name: str) -> None:
        """Start one process of a service that stays."""
        written = services(self.values)[service]["command"]
        command = [self.at_home(word).replace("%h", name) for word in written]
        if service == "proxy":
            command = [*command[:-1], command[-1] + _as_root()]
        environment = self.environment("web" if service == "proxy" else service, name)
        with self.log(name).open("wb") as log:
            self.running[name] = process = start(
                command, ends_by=signal.SIGTERM, cwd=ROOT, env=environment, stdout=log, stderr=log
            )
        self.stack.callback(_end, process)

    def is_healthy(self, service: str, name: str) -> bool:
        """What the service's own health check says."""
        kind, *words = services(self.values)[service]["healthcheck"]["test"]
        environment = self.environment("web" if service == "proxy" else service, name)
        command = words if kind == "CMD" else ["sh", "-c", *words]
        done = subprocess.run(
            [self.at_home(word) for word in command],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            check=False,
        )
        return done.returncode == 0

    def kill(self, name: str) -> None:
        """End a process and its children as a power cut would."""
        process = self.running.pop(name)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def log(self, name: str) -> Path:
        return self.folder / "logs" / name


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        stop(process, signal.SIGTERM)


def _as_root() -> str:
    """The container's proxy is no root; a test that is one must keep its right to read."""
    return " user root;" if os.geteuid() == 0 else ""


@contextmanager
def database_of(address: str) -> Iterator[str]:
    """A database and a person of the compose file's names; gone afterwards. Gives host and port."""
    server = urlsplit(address)
    connection = psycopg2.connect(address)
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute("CREATE ROLE shanyraq LOGIN")
        cursor.execute("CREATE DATABASE shanyraq OWNER shanyraq")
        try:
            yield f"{server.hostname}:{server.port}"
        finally:
            cursor.execute("DROP DATABASE shanyraq WITH (FORCE)")
            cursor.execute("DROP ROLE shanyraq")
            connection.close()


def certify(folder: Path) -> None:
    """A certificate of one's own for this machine."""
    folder.mkdir()
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"),
            *("-nodes", "-days", "2", "-subj", "/CN=127.0.0.1"),
            *("-addext", "subjectAltName=IP:127.0.0.1"),
            *("-keyout", "privkey.pem", "-out", "fullchain.pem"),
        ],
        cwd=folder,
        check=True,
        capture_output=True,
    )


def proxy_settings(house: House, web: list[str]) -> str:
    """The proxy's own settings, with the places of this machine put in."""
    text = (ROOT / "deploy" / "nginx.conf").read_text()
    upstream = "server web:8000 max_fails=1 fail_timeout=5s;"
    instances = [upstream.replace("web:8000", f"127.0.0.1:{house.ports[name]}") for name in web]
    changes = {
        " /tmp/": f" {house.folder}/",  # first: the folder may lie there itself
        upstream: "\n".join(instances),
        "listen 127.0.0.1:8081;": f"listen 127.0.0.1:{house.ports['alive']};",
        "listen 8080 default_server;": f"listen 127.0.0.1:{house.ports['plain']} default_server;",
        "listen 8443 ssl": f"listen 127.0.0.1:{house.ports['https']} ssl",
        "/etc/nginx/tls": str(house.folder / "tls"),
        "alias /srv/var/static/": f"alias {house.folder}/var/static/",
        "error_log /dev/stderr": f"error_log {house.log('proxy-errors')}",
        "access_log /dev/stdout": f"access_log {house.log('proxy-lines')}",
    }
    for there, here in changes.items():
        assert there in text, there
        text = text.replace(there, here)
    return text


@contextmanager
def standing(folder: Path, *, smtp_port: int) -> Iterator[House]:
    """The whole house: two web instances and two workers behind the proxy."""
    with ExitStack() as stack:
        for name in ("logs", "media", "var"):
            (folder / name).mkdir()
        certify(folder / "tls")
        ports = {name: free_port() for name in ("https", "plain", "alive")}
        address = stack.enter_context(database_of(os.environ["DATABASE_URL"]))
        here = {
            "@postgres:5432": f"@{address}",
            "redis:6379/0": f"{urlsplit(os.environ['REDIS_URL']).netloc}/5",
            "/srv/var": str(folder / "var"),
            "/srv/media": str(folder / "media"),
            "/etc/nginx/shanyraq.conf": str(folder / "nginx.conf"),
            ":8081/": f":{ports['alive']}/",
        }
        values = example() | {
            "SECRET_KEY": uuid4().hex * 2,
            "POSTGRES_PASSWORD": uuid4().hex,
            "METRICS_TOKEN": uuid4().hex,
            "SITE_URL": f"https://127.0.0.1:{ports['https']}",
            "ALLOWED_HOSTS": "127.0.0.1",
            "EMAIL_HOST": "127.0.0.1",
            "EMAIL_PORT": str(smtp_port),
            "EMAIL_USE_TLS": "off",
            "WEB_WORKERS": "1",
        }
        house = House(folder, here, values, stack, ports=ports)
        bring_up(house)
        yield house


def bring_up(house: House) -> None:
    """Start everything in the order of the compose file, and wait until it is healthy."""
    house.once("migrate")
    house.once("static")
    house.ports |= {"web-1": free_port(), "web-2": free_port()}
    stays = [("web", "web-1"), ("web", "web-2"), ("worker", "worker-1"), ("worker", "worker-2")]
    for service, name in [*stays, ("beat", "beat")]:
        house.start(service, name)
    (house.folder / "nginx.conf").write_text(proxy_settings(house, ["web-1", "web-2"]))
    house.start("proxy", "proxy")
    for service, name in [*stays, ("beat", "beat"), ("proxy", "proxy")]:
        wait_until(lambda s=service, n=name: house.is_healthy(s, n), f"{name}, healthy,")


def has_nginx() -> bool:
    return shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin") is not None
