"""Serving a session in this process, beside whatever else runs in its loop."""

from __future__ import annotations

import asyncio
import logging
import ssl
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import uvicorn

from rehearse.workshop.keys import projector_key
from rehearse.workshop.server import network
from rehearse.workshop.server.app import application
from rehearse.workshop.server.lingering import Lingering, most_connections
from rehearse.workshop.server.network import CannotServe
from rehearse.workshop.server.settings import Settings

if TYPE_CHECKING:
    import socket
    from collections.abc import Iterator
    from pathlib import Path

    from rehearse.workshop.live import Live
    from rehearse.workshop.server.app import Application
    from rehearse.workshop.session.room import Room
    from rehearse.workshop.stage import Stage

REST = 3.0
"""Seconds within which connections come to rest when the server stops."""
MOST_HEADERS = 16_384
"""Bytes of a request before its body."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where to serve."""

    port: int = 8000
    lan: bool = False
    certificate: Path | None = None
    key: Path | None = None
    public: str = ""
    """The address by which people reach a proxy that stands before it; empty where there is none."""
    proxied_by: str = ""
    """Addresses of proxies whose word on where a request comes from is believed, with commas between; empty: none."""


@dataclass(frozen=True, slots=True)
class Doors:
    """Where a session is found."""

    join: str  # what people type: an address without the code
    picture: str  # what the QR code says: the same with the code, and never a token
    wall: str  # the projector's page for who types the code there
    projector: str  # the same page without asking, for this computer
    lead: str  # where a phone that may lead gives its token
    sentence: str  # on which addresses it listens, and for whom


class _Beside(uvicorn.Server):
    """A server that leaves the process's signals to the process."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


class Serving:
    """The pages of one session while they can be reached. The socket is bound first: see ``bind``."""

    def __init__(self, place: Place, bound: socket.socket, tls: ssl.SSLContext | None) -> None:
        """Listen, and answer nothing yet."""
        self.place = place
        self._bound = bound
        self._tls = tls
        self.port: int = bound.getsockname()[1]
        self.app: Application | None = None
        self._server: _Beside | None = None
        self._task: asyncio.Task[None] | None = None
        self._watching: asyncio.Task[None] | None = None

    @classmethod
    def bind(cls, place: Place) -> Serving:
        """Have the port, or raise ``CannotServe`` with a sentence, before a session is begun or a screen is opened."""
        if (place.certificate is None) != (place.key is None):
            raise CannotServe("tls", "A certificate needs its key: give both --tls-cert and --tls-key.")
        if place.public:
            network.check_public(place.public)
        if place.proxied_by:
            network.check_proxies(place.proxied_by)
        tls = _tls(place.certificate, place.key) if place.certificate and place.key else None
        return cls(place, network.listening(place.port, lan=place.lan), tls)

    @property
    def address(self) -> str:
        """Where phones find it now: networks change, so it is asked again."""
        if self.place.public:
            return self.place.public.rstrip("/")
        hosts = network.addresses() if self.place.lan else ()
        return self._at(hosts[0] if hosts else network.HERE)

    def _at(self, host: str) -> str:
        usual = 443 if self._tls else 80
        return f"{'https' if self._tls else 'http'}://{host}{'' if self.port == usual else f':{self.port}'}"

    def doors(self, room: Room) -> Doors:
        """Where the session of *room* is found."""
        address = self.address
        here = self.place.public.rstrip("/") or self._at(network.HERE)
        return Doors(
            address,
            f"{address}/j/{room.code}",
            f"{address}/projector",
            f"{here}/projector/{projector_key(room.began.session, room.began.seed)}",
            f"{address}/remote",
            self.sentence,
        )

    @property
    def sentence(self) -> str:
        """On which addresses it listens, and for whom."""
        if self.place.public:
            hosts = network.addresses() if self.place.lan else (network.HERE,)
            where = " and ".join(self._at(host) for host in hosts)
            return f"It listens at {where}, for the proxy by which people come: {self.address}."
        if not self.place.lan:
            return f"It listens at {self._at(network.HERE)}, for this computer alone. With --lan, phones can reach it."
        where = " and ".join(self._at(host) for host in network.addresses())
        if not where:
            return "This computer is in no network just now: no phone can reach it."
        plain = "" if self._tls else " Without TLS, others in that network could read along."
        return f"It listens at {where}, for everybody in the same network.{plain}"

    def settings(self, base: Settings | None = None) -> Settings:
        """What the application is told, with *base* for everything that has nothing to do with where it is."""
        public = self.place.public
        hosts = (*network.names(), *((_host(public),) if public else ())) if self.place.lan or public else ()
        return replace(
            base or Settings(),
            address=lambda: self.address,
            hosts=(*(base.hosts if base else ()), *hosts),
            secure=self._tls is not None or public.startswith("https:"),
            open_to_phones=self.place.lan or bool(public),
        )

    async def start(self, live: Live, stage: Stage, base: Settings | None = None) -> Application:
        """Answer from now on. Returns once it does."""
        most = most_connections()
        logging.getLogger("uvicorn").addHandler(logging.NullHandler())  # or it writes into the coach's screen
        settings = self.settings(base)
        self.app = application(live, stage, settings)
        config = uvicorn.Config(
            self.app,
            http="h11",
            ws="none",
            lifespan="off",
            log_config=None,
            access_log=False,
            server_header=False,
            date_header=False,
            proxy_headers=bool(self.place.proxied_by),
            forwarded_allow_ips=self.place.proxied_by or None,
            timeout_keep_alive=max(int(settings.idle), 1),
            timeout_graceful_shutdown=int(REST),
            h11_max_incomplete_event_size=MOST_HEADERS,
        )
        config.load()
        config.ssl = self._tls
        self._server = _Beside(config)
        self._task = asyncio.create_task(self._server.serve(sockets=[self._bound]), name="workshop-server")
        while not self._server.started and not self._task.done():  # noqa: ASYNC110  (uvicorn tells by this alone)
            await asyncio.sleep(0.005)
        if self._task.done():
            await self._task
        lingering = Lingering(self._server.server_state.connections, settings, most)
        self._watching = asyncio.create_task(lingering.watch(), name="workshop-connections")
        return self.app

    async def stop(self) -> None:
        """End every stream, answer what was asked, and give the port back, all within a few seconds."""
        if self.app is not None:
            self.app.close()
        if self._server is None or self._task is None:
            self._bound.close()
            return
        if self._watching is not None:
            self._watching.cancel()
        self._server.should_exit = True
        done, _ = await asyncio.wait({self._task}, timeout=2 * REST)
        if not done:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task
        self._bound.close()


def _tls(certificate: Path, key: Path) -> ssl.SSLContext:
    """Raises ``CannotServe``."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    for file in (certificate, key):
        try:
            file.read_bytes()
        except OSError as error:
            raise CannotServe("tls", f"{file} cannot be read: {error.strerror or error}.") from error
    try:
        context.load_cert_chain(certificate, key, password=_no_password)
    except _Locked as error:
        sentence = f"The key {key} is locked with a password, which nobody could type each time. Give one that is not."
        raise CannotServe("tls", sentence) from error
    except ssl.SSLError as error:
        sentence = f"{certificate} and {key} are no certificate with its key."
        if error.reason == "KEY_VALUES_MISMATCH":
            sentence = f"{key} is the key of another certificate than {certificate}."
        raise CannotServe("tls", sentence) from error
    return context


class _Locked(Exception):
    """A key that wants a password."""


def _no_password() -> str:
    raise _Locked


def _host(address: str) -> str:
    """The name in an address."""
    rest = address.partition("://")[2] or address
    return rest.partition("/")[0].partition(":")[0].lower()
