"""A session in several processes: a server more, a phone that goes from one to another, a coach without a terminal."""

from __future__ import annotations

import asyncio
import json
import os
import re
import signal
import subprocess
import sys
import threading
from contextlib import asynccontextmanager, contextmanager
from html import unescape
from queue import Empty, Queue

import httpx
import pytest

from rehearse.workshop.archive.opening import open_archive
from rehearse.workshop.keys import new_code
from rehearse.workshop.live import begin
from rehearse.workshop.session import events as e
from rehearse.workshop.stage import Stage, leading
from tests.terminal import PATIENCE
from tests.workshop.served import MEETING, library

HERE = re.compile(r"It listens at (http://127\.0\.0\.1:\d+)")


class More:
    """One server process more, and what it says, line by line."""

    def __init__(self, home, session, store, *arguments):
        self.process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "rehearse",
                "workshop",
                "serve",
                session,
                "--store",
                store,
                "--port",
                "0",
                *arguments,
            ],
            env={**os.environ, "REHEARSE_HOME": str(home)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        assert self.process.stdout is not None
        self._out = self.process.stdout
        self._lines: Queue[str] = Queue()
        self._reading = threading.Thread(target=self._read)
        self._reading.start()

    def _read(self):
        for line in self._out:
            self._lines.put(line)

    def says(self, pattern):
        """Wait for a line in which *pattern* is found."""
        heard = []
        while True:
            try:
                heard.append(self._lines.get(timeout=PATIENCE))
            except Empty:
                pytest.fail(f"{pattern} was not said, but: {heard}")
            if found := re.search(pattern, heard[-1]):
                return found

    @property
    def address(self):
        if not hasattr(self, "_address"):
            self._address = self.says(HERE)[1]
        return self._address

    def end(self, number=signal.SIGKILL):
        """Send it a signal; its exit status, once it has gone."""
        self.process.send_signal(number)
        return self.ended()

    def ended(self):
        status = self.process.wait(PATIENCE)
        self._reading.join(PATIENCE)
        self._out.close()
        return status


class Phone:
    """Somebody's browser, at one process or at another."""

    def __init__(self, address):
        headers = {"origin": address, "accept": "application/json"}
        self.client = httpx.Client(base_url=address, headers=headers, timeout=PATIENCE)

    def join(self, code, name, once=""):
        return self.client.post("/join", data={"code": code, "name": name, "once": once})

    def goes_to(self, address):
        """The same browser, where the proxy sends it now."""
        self.client.base_url = self.client.headers["origin"] = address

    @contextmanager
    def stream(self, path="/stream"):
        """What comes down to it: a function that waits until *words* are on its page, which it returns."""
        with self.client.stream("GET", path) as down:
            assert down.headers["content-type"].startswith("text/event-stream"), down.status_code
            lines = down.iter_lines()

            def sees(*words):
                for line in lines:
                    if line.startswith("data: "):
                        told = json.loads(line.removeprefix("data: "))
                        page = unescape(told.get("html") or f"gone: {told.get('gone')}")
                        if all(word in page for word in words):
                            return page
                pytest.fail(f"{words} did not come before the stream ended")

            yield sees

    def sees(self, *words):
        with self.stream() as sees:
            return sees(*words)

    def vote(self, letter, page):
        return self.client.post("/vote", data={"round": round_on(page), "option": option_on(page, letter)})


def the(pattern, text):
    """Where in *text* it is so."""
    found = re.search(pattern, text)
    assert found is not None, text
    return found


def round_on(page):
    return the(r'name="round" value="(\d+)"', page)[1]


def option_on(page, letter):
    return the(rf'id="o{letter}" name="option" value="([^"]+)"', page)[1]


@asynccontextmanager
async def coach(store, **changes):
    """A session that is led from here, in the lobby, in the place of a coach's terminal."""
    began = e.Began("s1", "At home", *MEETING, "everyday", 7, new_code(), library().content_hash(*MEETING))
    archive = await open_archive(store)
    live = await begin(
        archive, e.Began(**{**{name: getattr(began, name) for name in began.__struct_fields__}, **changes})
    )
    try:
        yield live
    finally:
        await live.close()
        await archive.close()


async def ask(live):
    """Open a vote on what to say."""
    stage = Stage(library(), live.room.began)
    await live.submit(lambda room: leading.ask(stage, room))


def away(work, *arguments):
    """Do it in a thread: the coach's own loop goes on meanwhile."""
    return asyncio.to_thread(work, *arguments)
