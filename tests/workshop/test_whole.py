"""A whole workshop as it is held: the command in a real terminal, three phones and a projector in a real browser."""

from __future__ import annotations

import re
import signal
import socket
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from tests.browser import ABSENT, CHROMIUM
from tests.terminal import Terminal
from tests.wire import Wire
from tests.workshop.test_command import code_in, end

if TYPE_CHECKING:
    from pathlib import Path

    from tests.browser import Page

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason=ABSENT)

PHONE, WALL = (360, 740), (1280, 800)
NAMES = ("Ann [/]", "<b>Ben</b>", "Cem")
VOTED: list[list[object]] = [["A", 2], ["B", 1], ["C", 0], ["D", 0]]
FIRST_VIEW = 8192
"""Bytes on the wire until the first page is there."""
TALLY = (
    "[...document.querySelectorAll('li:has(.n)')]"
    ".map(e => [e.querySelector('b').innerText, parseInt(e.querySelector('.n').innerText)])"
)
"""What a page shows of a vote: letters, and how many voted for each."""


def a_free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


class Led:
    """The command with which the coach leads, always the same one."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self.port = a_free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.screen = self.run()

    def run(self) -> Terminal:
        command = ("workshop", "run", "one-day-a-week", "--boss", "controlling", "--port", str(self.port))
        self.screen = Terminal(self._home, *command, columns=120, rows=40)
        return self.screen

    def kill(self) -> None:
        self.screen.child.kill(signal.SIGKILL)
        self.screen.child.wait()
        self.screen.close()

    def step(self, *then: str) -> str:
        """Press the one key that does what comes next."""
        self.screen.press(" ")
        return self.screen.wait_for(*then)

    def counts(self, tally: list[list[object]]) -> None:
        """Wait until the coach sees that so many voted for each line."""
        told = re.compile(r"^ *([A-Z])   (\d+)  \S", re.MULTILINE)
        self.screen.wait_until(
            lambda shown: [[letter, int(votes)] for letter, votes in told.findall(shown)] == tally, f"the tally {tally}"
        )


@pytest.fixture
def led(tmp_path):
    running = Led(tmp_path)
    yield running
    end(running.screen)


class Seen:
    """Somebody's page, with the wire by which everything comes to it."""

    def __init__(self, page: Page, wire: Wire) -> None:
        self.page = page
        self.wire = wire
        self.address = f"http://127.0.0.1:{wire.port}"

    def join(self, code: str, name: str) -> None:
        self.page.visit(f"{self.address}/j/{code}")
        self.page.write("#name", name)
        self.page.tap("#in")
        self.page.shows("You are in", name)
        assert self.page.asked[:2] == [f"{self.address}/j/{code}", f"{self.address}/join"]
        assert self.page.weighed[0] < FIRST_VIEW

    @property
    def sent_of_a_tally(self) -> list[str]:
        """What of a tally is anywhere in all the bytes that were ever sent to it."""
        sent = self.wire.received.decode()
        return re.findall(r'class=\\?"n t\\?">\d+|\b\d+ votes?\b|\bleads\b|svg class=\\?"bar', sent, re.IGNORECASE)


@dataclass
class Everybody:
    led: Led
    wall: Seen
    ann: Seen
    ben: Seen
    cem: Seen
    """Whose browser runs no JavaScript."""

    @property
    def phones(self) -> tuple[Seen, ...]:
        return self.ann, self.ben, self.cem

    @property
    def pages(self) -> tuple[Seen, ...]:
        return self.wall, *self.phones


@pytest.fixture
def everybody(led, chromium):
    with ExitStack() as stack:
        pages = [chromium.page(*WALL), *(chromium.page(*PHONE, scripts=scripts) for scripts in (True, True, False))]
        yield Everybody(led, *(Seen(page, stack.enter_context(Wire(led.port))) for page in pages))


def test_a_room_joins_votes_is_thrown_off_returns_sees_the_reveal_and_the_projector_follows(everybody, tmp_path):
    they_come_in(everybody)
    they_vote_while_the_network_leaves_one_and_the_coachs_computer_goes_down(everybody)
    the_same_command_goes_on_and_everybody_is_who_they_were(everybody)
    it_is_closed_and_the_coach_alone_knows_how_they_voted(everybody)
    it_is_revealed_and_what_leads_is_said(everybody)
    for seen in everybody.pages:
        assert [told for told in seen.page.complaints if "ERR_" not in told] == []
        assert [each for each in seen.page.asked if not each.startswith((seen.address, "data:"))] == []
    assert (tmp_path / "workshop.log").read_text() == ""
    assert list(tmp_path.glob("breakdown*")) == []


def they_come_in(all_of: Everybody) -> None:
    led, wall = all_of.led, all_of.wall.page
    code = code_in(led.screen.wait_for("Ask the room", "0 here", led.address))
    wall.visit(f"{all_of.wall.address}/projector")
    wall.write("#code", code.lower())
    wall.tap("button")
    wall.shows(code, "Nobody is here yet.")
    wall.until("document.querySelector('svg.qr')")
    for phone, name in zip(all_of.phones, NAMES, strict=True):
        phone.join(code, name)
    wall.shows("3 people are here.")
    led.screen.wait_for("3 here")
    assert all_of.ann.page.announces() == ["You are in. The conversation begins soon."]


def they_vote_while_the_network_leaves_one_and_the_coachs_computer_goes_down(all_of: Everybody) -> None:
    led, ann, ben = all_of.led, all_of.ann.page, all_of.ben.page
    led.step("Close the vote", "0 of 3 voted")
    all_of.wall.page.shows("What do you say?", "0 of 3 have voted")
    ann.shows("Choose one of 4.")
    assert ann.announces() == ["What do you say? Choose one of 4."]
    ann.tap_for("✓ Your vote", "#oA")
    assert ann.announces() == ["Your vote is in. You can change it until the vote closes."]
    led.screen.wait_for("1 of 3 voted")
    ben.offline(gone=True)
    ben.tap("#oB")
    ben.shows("This is sent as soon as there is one.")
    led.kill()
    ann.shows("The connection is gone.")
    assert "The connection is gone. Trying again; nothing that you sent is lost." in ann.announces()


def the_same_command_goes_on_and_everybody_is_who_they_were(all_of: Everybody) -> None:
    led, ann, ben, cem = all_of.led, all_of.ann.page, all_of.ben.page, all_of.cem.page
    led.run().wait_for("Close the vote", "1 of 3 voted", "goes on with the session of")
    ben.offline(gone=False)
    ben.shows("✓ Your vote")
    ann.until("document.getElementById('c').hidden")
    led.screen.wait_for("2 of 3 voted")
    cem.visit(all_of.cem.address)  # without JavaScript, whoever sees that it is gone loads the page again
    cem.shows(NAMES[2], "What do you say?")
    cem.tap_for("✓ Your vote", "#oA")
    ann.visit(all_of.ann.address)
    ann.shows(NAMES[0], "✓ Your vote")
    ben.shows(NAMES[1])
    all_of.wall.page.shows("3 of 3 have voted")
    led.screen.wait_for("3 of 3 voted")


def it_is_closed_and_the_coach_alone_knows_how_they_voted(all_of: Everybody) -> None:
    all_of.led.step("Reveal the tally")
    all_of.led.counts(VOTED)
    for phone in all_of.phones:  # the one without JavaScript asks again by itself
        phone.page.shows("The vote is closed. Yours is counted.")
    all_of.wall.page.shows("Vote closed")
    for seen in all_of.pages:
        assert seen.sent_of_a_tally == []


def it_is_revealed_and_what_leads_is_said(all_of: Everybody) -> None:
    all_of.led.step("Pause to discuss")
    all_of.led.counts(VOTED)
    for seen in all_of.pages:
        seen.page.shows("How the room voted")
        assert seen.page.ask(TALLY) == VOTED
        assert seen.sent_of_a_tally  # it would have been found before, had it been there
    ann = all_of.ann.page
    assert ann.announces() == ["This is how the room voted."]
    chosen = ann.ask("document.querySelector('li .bar').previousSibling.textContent")
    all_of.led.step("Say what leads")
    all_of.led.step("Ask the room")
    for seen in (all_of.wall, all_of.ann, all_of.ben):
        seen.page.shows(chosen)
        seen.page.until("!document.querySelector('.n')")
