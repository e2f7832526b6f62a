"""The real command in a real terminal: ``rehearse workshop run``, with the coach's screen on and painted."""

from __future__ import annotations

import asyncio
import fcntl
import json
import os
import pty
import re
import signal
import socket
import struct
import subprocess
import sys
import termios
from contextlib import suppress
from pathlib import Path

from bench.workshop.phones import HOST, Phone, until

ROWS, COLUMNS = 40, 120
KEPT = 200_000
TOKEN = "(?:[a-z0-9]{4}-){8}[a-z0-9]{4}"
_TICKS = os.sysconf("SC_CLK_TCK")


class Led:
    """A session that is led in a terminal of its own, in a folder that nothing else is in."""

    def __init__(self, home: str, store: str = ""):
        self.home = home
        self.port = free_port()
        self.store = ["--store", store] if store else []
        self.code = self.session = ""
        self.pid = 0
        self._terminal = -1
        self._shown = b""
        self._coach: Phone | None = None

    # --- the process

    async def start(self) -> None:
        """Start it, and wait until it shows the session."""
        self.launch()
        await self.shows("Ask the room")
        if not self.code:
            (kept,) = json.loads(rehearse(self.home, "workshop", "list", "--json", *self.store))
            self.code, self.session = kept["code"], kept["id"]

    def launch(self) -> None:
        """Start it; the same command each time."""
        self._shown = b""
        meeting = ["one-day-a-week", "--boss", "controlling", "--port", str(self.port)]
        self.pid, self._terminal = pty.fork()
        if self.pid == 0:
            os.execve(*executable("workshop", "run", *meeting, *self.store), environment(self.home))
        fcntl.ioctl(self._terminal, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        os.set_blocking(self._terminal, False)
        asyncio.get_running_loop().add_reader(self._terminal, self._take)

    def _take(self) -> None:
        try:
            painted = os.read(self._terminal, 65536)
        except BlockingIOError:
            return
        except OSError:
            painted = b""
        if not painted:
            asyncio.get_running_loop().remove_reader(self._terminal)
        self._shown = (self._shown + painted)[-KEPT:]

    def kill(self) -> None:
        """``kill -9``."""
        asyncio.get_running_loop().remove_reader(self._terminal)
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self._terminal)
        self.pid = 0

    def stop(self) -> None:
        """Be gone, if it is not."""
        if self.pid:
            with suppress(OSError):
                self.kill()

    # --- leading it

    def press(self, keys: str) -> None:
        """Press *keys* in the terminal."""
        os.write(self._terminal, keys.encode())

    def forget_shown(self) -> None:
        """What was painted until now is of no interest."""
        self._shown = b""

    async def shows(self, words: str) -> re.Match[bytes]:
        """Wait until *words*, a regular expression, were painted; what matched."""
        pattern = re.compile(words.encode())
        await until(lambda: pattern.search(self._shown), f"'{words}' on the coach's screen", 60)
        found = pattern.search(self._shown)
        assert found is not None
        return found

    async def let_lead(self) -> Phone:
        """A phone that leads, by the token that the coach's screen shows."""
        self.forget_shown()
        self.press("g")
        await self.shows("Let a phone lead")
        self.press("\r")
        token = await self.shows(TOKEN)
        self.press("\r")
        coach = Phone(0, self.port)
        answer = await coach.ask("/remote", {"token": token[0].decode()})
        assert answer.status == 303, answer
        coach.take_cookie(answer)
        coach.listen("/remote/stream")
        await coach.is_told()
        self._coach = coach
        return coach

    # --- what it takes

    def memory(self) -> int:
        """Bytes of memory that are its own."""
        return memory_of(self.pid)

    def seconds(self) -> float:
        """Seconds of a core that it took so far."""
        return seconds_of(self.pid)


def memory_of(pid: int) -> int:
    """Bytes of memory of a process (its resident set)."""
    told = Path(f"/proc/{pid}/status").read_text()
    return int(told.partition("VmRSS:")[2].split()[0]) * 1024


def seconds_of(pid: int) -> float:
    """Seconds of a core that a process took so far."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


def executable(*arguments: str) -> tuple[str, list[str]]:
    """What is executed for ``rehearse`` with *arguments*, as it is installed."""
    installed = Path(sys.executable).with_name("rehearse")
    begin = [str(installed)] if installed.exists() else ["-m", "rehearse"]
    return sys.executable, [sys.executable, *begin, *arguments]


def environment(home: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("TEXTUAL", "REHEARSE"))}
    return {**kept, "TERM": "xterm-256color", "COLORTERM": "truecolor", "REHEARSE_HOME": home}


def rehearse(home: str, *arguments: str) -> str:
    """What a command prints."""
    _, command = executable(*arguments)
    return subprocess.run(command, env=environment(home), check=True, capture_output=True, text=True).stdout


def free_port() -> int:
    with socket.socket() as bound:
        bound.bind((HOST, 0))
        return int(bound.getsockname()[1])
