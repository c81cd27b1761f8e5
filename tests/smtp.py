"""A real mail server for tests, which behaves as it is told."""

import asyncio
import logging
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

LATER = "451 4.3.0 Try again later"
NEVER = "550 5.1.1 No such mailbox"
SPAM = "554 5.7.1 We do not want this"
LEAVING = "421 4.3.2 Going down"


@dataclass
class Received:
    """One message that the server took."""

    recipient: str
    message: EmailMessage
    at: float

    def part(self, kind: str) -> str:
        """The text of one part, decoded: `plain` or `html`."""
        body = self.message.get_body((kind,))
        assert body is not None
        return body.get_content().replace("\r\n", "\n").strip()


@dataclass
class Sink:
    """What the server does with each step of a delivery, and what it took so far.

    A step (`ehlo`, `mail`, `rcpt`, `data`) answers with the reply that is set for it; "" never
    answers, and "drop" ends the line. `seconds` is how long it thinks before it takes a message.
    """

    port: int
    replies: dict[str, str] = field(default_factory=dict)
    only_to: str = ""
    seconds: float = 0.0
    received: list[Received] = field(default_factory=list)
    calls: int = 0

    @property
    def subjects(self) -> list[str]:
        """The subjects of all messages taken."""
        return [str(each.message["Subject"]).strip() for each in self.received]

    @property
    def recipients(self) -> list[str]:
        """The addresses of all messages taken, in the order of arrival."""
        return [each.recipient for each in self.received]

    @property
    def message_ids(self) -> list[str]:
        """The Message-IDs of all messages taken."""
        return [str(each.message["Message-ID"]) for each in self.received]

    async def handle_EHLO(  # noqa: N802 -- aiosmtpd's names
        self, server: SMTP, session: Session, _envelope: Envelope, hostname: str, responses: Any
    ) -> list[str]:
        self.calls += 1
        session.host_name = hostname
        reply = await self._reply("ehlo", server)
        return [reply] if reply else responses

    async def handle_MAIL(  # noqa: N802
        self, server: SMTP, _session: Session, envelope: Envelope, address: str, _options: Any
    ) -> str:
        envelope.mail_from = address
        return await self._reply("mail", server) or "250 OK"

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, _session: Session, envelope: Envelope, address: str, _options: Any
    ) -> str:
        if self.only_to in ("", address):
            reply = await self._reply("rcpt", server)
            if reply:
                return reply
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802
        self, server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        if self.seconds:
            await asyncio.sleep(self.seconds)
        reply = await self._reply("data", server)
        if reply:
            return reply
        content = envelope.content
        assert isinstance(content, bytes)
        message = message_from_bytes(content, policy=policy.default)
        for recipient in envelope.rcpt_tos:
            self.received.append(Received(recipient, message, time.monotonic()))
        return "250 OK"

    async def _reply(self, step: str, server: SMTP) -> str:
        """The reply that is set for a step; nothing where the usual one is due."""
        reply = self.replies.get(step)
        if reply == "":
            await asyncio.sleep(3600)
        if reply == "drop":
            assert server.transport is not None
            server.transport.abort()
        return reply or ""


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@contextmanager
def smtp_sink() -> Iterator[Sink]:
    """A mail server on a free port."""
    logging.getLogger("mail.log").setLevel(logging.WARNING)
    sink = Sink(port=free_port())
    controller = Controller(sink, hostname="127.0.0.1", port=sink.port)
    controller.start()
    try:
        yield sink
    finally:
        controller.stop()


@contextmanager
def mailing(settings: Any) -> Iterator[Sink]:
    """A mail server that these settings send to, with little patience."""
    with smtp_sink() as sink:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", sink.port
        settings.EMAIL_TIMEOUT = 1
        yield sink
