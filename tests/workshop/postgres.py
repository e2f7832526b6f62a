"""A real PostgreSQL server of the tests' own: on loopback, on a free port, in a folder that goes with it."""

from __future__ import annotations

import itertools
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Literal

import psycopg

INSTALLED = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda path: int(path.parts[-3]))
ABSENT = "PostgreSQL is not installed (Debian and Ubuntu: apt install postgresql)"
_SETTINGS = (
    "listen_addresses=127.0.0.1",
    "unix_socket_directories=",
    "max_connections=40",
    "shared_buffers=16MB",
    "fsync=off",  # it is processes that are killed here, not the machine
    "max_wal_senders=0",
    "wal_level=minimal",
)


class Server:
    """One cluster. PostgreSQL refuses to run as root: where the tests do, it runs as somebody with fewer rights."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="rehearse-postgres-"))
        self.port = _free_port()
        self._as: dict[str, str | int] = {}
        if os.geteuid() == 0:
            somebody = _somebody()
            self._as = {"user": somebody.pw_uid, "group": somebody.pw_gid, "cwd": "/"}
            os.chown(self.folder, somebody.pw_uid, somebody.pw_gid)
        self._data = self.folder / "data"
        self._numbers = itertools.count(1)
        self._process: subprocess.Popen[bytes] | None = None
        making = [_bin("initdb"), "-D", self._data, "-U", "rehearse", "-A", "trust", "-E", "UTF8", "--no-locale", "-N"]
        subprocess.run(making, check=True, capture_output=True, **self._as)  # type: ignore[call-overload]

    def start(self) -> None:
        """Start it, and wait until it answers."""
        settings = [part for setting in (*_SETTINGS, f"port={self.port}") for part in ("-c", setting)]
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(  # type: ignore[call-overload]
                [_bin("postgres"), "-D", self._data, *settings], stdout=log, stderr=log, **self._as
            )
        patience = time.monotonic() + 60
        while True:
            try:
                psycopg.connect(self.url("postgres")).close()
            except psycopg.OperationalError:
                assert time.monotonic() < patience, (self.folder / "log").read_text()
                time.sleep(0.05)
            else:
                return

    def stop(self, how: Literal["fast", "immediate"] = "fast") -> None:
        """Stop it: people are thrown off, or it crashes at once."""
        if self._process is not None:
            self._process.send_signal({"fast": 2, "immediate": 3}[how])
            self._process.wait(60)
            self._process = None

    def new_place(self) -> str:
        """The address of a place in it that nobody has used: a schema, which is made faster than a database."""
        name = f"workshop_{next(self._numbers)}"
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE SCHEMA {name}".encode())
        return f"{self.url('postgres')}?options=-csearch_path%3D{name}"

    def url(self, database: str) -> str:
        return f"postgresql://rehearse@127.0.0.1:{self.port}/{database}"

    def remove(self) -> None:
        self.stop("immediate")
        shutil.rmtree(self.folder)


def _bin(name: str) -> Path:
    return INSTALLED[-1].with_name(name)


def _somebody() -> pwd.struct_passwd:
    try:
        return pwd.getpwnam("postgres")
    except KeyError:
        return pwd.getpwnam("nobody")


def _free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])
