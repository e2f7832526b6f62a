"""A trial as it is run: by the command, in a real terminal, with real phones beside the simulated people."""

from __future__ import annotations

import asyncio
import json
import re
import signal

import pytest

from rehearse.workshop.session import events as e
from tests.terminal import Terminal
from tests.workshop.test_command import COMMAND, code_in, end, join, rehearse
from tests.workshop.test_trial import events_of


@pytest.fixture
def open_terminal(tmp_path):
    opened = []

    def open_one(*more):
        opened.append(Terminal(tmp_path, *COMMAND, *more, columns=120, rows=40))
        return opened[-1]

    yield open_one
    for each in opened:
        end(each)


def test_a_trial_is_led_in_a_terminal_beside_phones_and_never_mixes_with_a_real_session(open_terminal, tmp_path):
    led = open_terminal("--trial")
    led.wait_for("(trial)", "30 people are simulated")
    shown = led.wait_until(lambda text: bool(re.search(r"[1-9]\d* here", text)), "people")
    join(shown, "Ann")
    led.press(" ")
    led.wait_until(lambda text: bool(re.search(r"[1-9]\d* of \d+ voted", text)), "votes")
    led.child.kill(signal.SIGKILL)
    led.child.wait()
    real = open_terminal()
    assert "simulated" not in real.wait_for("Ask the room", "0 here")
    end(real)
    again = open_terminal("--trial")
    again.wait_for("(trial)", "goes on with the session of", "simulated", "Close the vote")
    again.press("v")
    again.wait_for(" ".join(code_in(shown)))
    end(again)
    listed = json.loads(rehearse(tmp_path, "workshop", "list", "--json").stdout)
    assert [kept["title"] for kept in listed] == ["One day a week", "One day a week (trial)"]
    stored = asyncio.run(events_of(tmp_path / "workshops.db", listed[1]["id"]))
    joined = [event for event in stored if isinstance(event, e.Joined)]
    assert len(joined) == len({event.token for event in joined}) == len({event.name for event in joined})
    assert "Ann" in {event.name for event in joined}


@pytest.mark.parametrize("count", ["0", "201", "many"])
def test_how_many_are_simulated_is_a_number_from_1_to_200(tmp_path, count):
    done = rehearse(tmp_path, *COMMAND, "--trial", count)
    assert done.returncode == 2
    assert "--trial" in done.stderr
