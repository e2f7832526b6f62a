"""Where this computer can be reached, and the socket that is bound before anything else happens."""

from __future__ import annotations

import errno
import ipaddress
import socket
from contextlib import suppress
from typing import Literal
from urllib.parse import urlsplit

import psutil

Kind = Literal["port", "network", "tls", "proxy"]

ANYWHERE = "0.0.0.0"  # noqa: S104  (only where the coach asks for it: --lan)
HERE = "127.0.0.1"
_BACKLOG = 2048
_ELSEWHERE = ("192.0.2.1", 9)  # an address that nobody has, set aside for examples: nothing is sent there


class CannotServe(Exception):
    """Why the pages cannot be reached, in a sentence."""

    def __init__(self, kind: Kind, sentence: str) -> None:
        """For a reason of that *kind*, in the words of *sentence*."""
        super().__init__(sentence)
        self.kind = kind
        self.sentence = sentence


def listening(port: int, *, lan: bool = False) -> socket.socket:
    """A socket that listens at *port* (0: any that is free): for this computer alone, or for its network.

    Raises ``CannotServe``.
    """
    if lan and not addresses():
        raise CannotServe(
            "network",
            "This computer is in no network, so no phone could reach it. Connect it to one, or leave out --lan to "
            "try things out on this computer alone.",
        )
    host = ANYWHERE if lan else HERE
    made = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind((host, port))
        made.listen(_BACKLOG)
        made.setblocking(False)  # noqa: FBT003  (as sockets have it)
    except (OSError, OverflowError) as error:
        made.close()
        raise CannotServe("port", _why(error, port)) from error
    return made


def _why(error: OSError | OverflowError, port: int) -> str:
    kind = error.errno if isinstance(error, OSError) else None
    if kind == errno.EADDRINUSE:
        return f"Port {port} is taken by another program. Choose another with --port, or --port 0 for any that is free."
    if kind in {errno.EACCES, errno.EPERM}:
        return f"Port {port} may not be used without special rights. Choose one from 1024 on with --port."
    if isinstance(error, OverflowError):
        return f"There is no port {port}. Ports go from 1 to 65535."
    return f"Nothing can listen at port {port}: {error.strerror or error}."


def addresses() -> tuple[str, ...]:
    """The addresses of this computer in its networks, the one that is most likely meant first.

    Nobody is asked for them, so it takes no time: pages are answered meanwhile.
    """
    found: list[str] = []
    with suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect(_ELSEWHERE)
        found.append(probe.getsockname()[0])
    with suppress(OSError):
        up = {name for name, state in psutil.net_if_stats().items() if state.isup}
        networks = {name: each for name, each in psutil.net_if_addrs().items() if name in up}
        found += [one.address for each in networks.values() for one in each if one.family == socket.AF_INET]
    return tuple(dict.fromkeys(each for each in found if _is_reachable(each)))


def _is_reachable(address: str) -> bool:
    known = ipaddress.ip_address(address)
    return not (known.is_loopback or known.is_unspecified or known.is_link_local)


def check_public(address: str) -> None:
    """Raise ``CannotServe`` where no page of this server can be found by *address*."""
    try:
        parts = urlsplit(address)
        found = parts.scheme in {"http", "https"} and parts.hostname and (parts.port is None or parts.port)
    except ValueError:
        found = False
    if not found or "@" in parts.netloc or parts.path.strip("/") or parts.query or parts.fragment:
        raise CannotServe(
            "proxy",
            "--public is where people find the proxy: https:// and its name, such as https://workshop.example, and "
            "nothing behind it.",
        )


def check_proxies(given: str) -> None:
    """Raise ``CannotServe`` where *given* is no list of addresses and networks. ``*`` would believe anybody."""
    for one in given.split(","):
        try:
            ipaddress.ip_network(one.strip())
        except ValueError as error:
            sentence = "--proxied-by takes the addresses of proxies, with commas between: 127.0.0.1 or 10.0.0.0/24."
            raise CannotServe("proxy", sentence) from error


def names() -> tuple[str, ...]:
    """Names that this computer has in its network."""
    with suppress(OSError):
        name = socket.gethostname().lower()
        return (name, f"{name.partition('.')[0]}.local") if name else ()
    return ()
