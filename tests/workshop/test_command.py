"""``rehearse workshop`` as it is run: in a real terminal, with a real server and a file."""

from __future__ import annotations

import contextlib
import json
import os
import re
import signal
import socket
import sqlite3

import httpx
import pytest

from tests.processes import run_forked
from tests.terminal import PATIENCE, Terminal
from tests.tui.world import BOSS, WEST, make_pack

COMMAND = ("workshop", "run", "one-day-a-week", "--boss", "controlling", "--port", "0")
ADDRESS = r"http://127\.0\.0\.1:\d+"
ALTERNATE_SCREEN_OFF = b"\x1b[?1049l"


@pytest.fixture
def open_terminal(tmp_path):
    opened = []

    def open_one(*more, columns=120, rows=40):
        opened.append(Terminal(tmp_path, *COMMAND, *more, columns=columns, rows=rows))
        return opened[-1]

    yield open_one
    for each in opened:
        end(each)


def end(led):
    """End the program at once, and wait until it is gone: a busy machine takes its time over that."""
    if led.child.isalive():
        led.child.kill(signal.SIGKILL)
        led.child.wait()
    led.close()


def rehearse(home, *arguments, answer=""):
    return run_forked(*arguments, given=answer, env={**os.environ, "REHEARSE_HOME": str(home)})


def code_in(shown):
    return found(r"(?:[A-Z0-9] ){5}[A-Z0-9]", shown).replace(" ", "")


def found(pattern, shown):
    match = re.search(pattern, shown)
    assert match is not None, shown
    return match.group()


def join(shown, name):
    """Join as a phone does."""
    address = found(ADDRESS, shown)
    with httpx.Client(base_url=address, follow_redirects=True, headers={"origin": address}) as phone:
        page = phone.get(f"/j/{code_in(shown)}")
        hidden = dict(re.findall(r'name="?(\w+)"? value="?([^">]*)"?', page.text))
        done = phone.post("/join", data=hidden | {"code": code_in(shown), "name": name})
    assert done.status_code == 200, done.text


def test_a_session_is_led_from_a_terminal_and_goes_on_after_it_was_killed(open_terminal):
    led = open_terminal()
    shown = led.wait_for("Ask the room", "0 here", "127.0.0.1")
    join(shown, "Ann")
    join(shown, "Ben")
    led.wait_for("2 here")
    led.press(" ")
    led.wait_for("Close the vote", "0 of 2 voted")
    led.child.kill(signal.SIGKILL)
    led.child.wait()
    again = open_terminal()
    again.wait_for("Close the vote", "0 of 2 voted", "goes on with the session of")
    again.press("v")
    again.wait_for(" ".join(code_in(shown)))


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_leaves_the_terminal_as_it_was(open_terminal, number):
    led = open_terminal()
    led.wait_for("Ask the room")
    led.child.kill(number)
    rest = b""
    while True:
        try:
            rest += led.child.read_nonblocking(65536, timeout=PATIENCE)
        except EOFError:
            break
        except Exception as ended:
            if type(ended).__name__ == "EOF":
                break
            raise
    assert ALTERNATE_SCREEN_OFF in rest
    led.child.wait()
    assert led.child.exitstatus == 128 + number


def test_a_window_that_is_closed_ends_the_program_and_the_session_is_kept(open_terminal, tmp_path):
    led = open_terminal()
    led.wait_for("Ask the room")
    led.press(" ")
    led.wait_for("Close the vote")
    process = led.child.pid
    led.child.ptyproc.fileobj.close()
    _, status = os.waitpid(process, 0)
    assert os.WIFEXITED(status)
    assert os.WEXITSTATUS(status) == 128 + signal.SIGHUP
    led.child.ptyproc.terminated = True
    led.child.terminated = True
    assert len(json.loads(rehearse(tmp_path, "workshop", "list", "--json").stdout)) == 1
    open_terminal().wait_for("Close the vote", "goes on with the session of")


def test_whoever_leaves_is_told_that_the_session_is_kept(open_terminal, tmp_path):
    led = open_terminal()
    led.wait_for("Ask the room")
    led.press("\x11")
    led.wait_for("the same command goes on with it")
    listed = json.loads(rehearse(tmp_path, "workshop", "list", "--json").stdout)
    assert [each["ended"] for each in listed] == [None]


def test_the_home_screen_leads_to_a_workshop_about_what_is_chosen_there_whatever_port_is_free(tmp_path):
    with socket.socket() as taken:
        with contextlib.suppress(OSError):  # it is taken already
            taken.bind(("127.0.0.1", 8000))
            taken.listen()
        led = Terminal(tmp_path, columns=120, rows=40)
        try:
            led.wait_for("Start")
            led.press("w")
            led.wait_for("Thirty pretend people", "Nobody yet")
            led.press("\x1b[B\x1b[B\r")
            shown = led.wait_for("Ask the room", "127.0.0.1", "0 here")
            assert not shown.count(":8000")
        finally:
            end(led)
    (kept,) = json.loads(rehearse(tmp_path, "workshop", "list", "--json").stdout)
    assert kept["ended"] is None


def test_a_port_that_is_taken_is_told_in_a_sentence_and_nothing_is_begun(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        led = Terminal(tmp_path, *COMMAND[:-1], str(port), columns=200)
        try:
            led.wait_for(f"Port {port} is taken")
        finally:
            end(led)
    assert rehearse(tmp_path, "workshop", "list").stdout == "No session is kept.\n"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("workshop", "run", "one-day-a-weak", "--boss", "controlling"), "one-day-a-week"),
        (("workshop", "run", "one-day-a-week", "--boss", "controling"), "controlling"),
        (("workshop", "run", "one-day-a-week", "--boss", "controlling", "--level", "touhg"), "tough"),
        (("workshop", "run", "one-day-a-week", "--boss", "controlling", "--tls-cert", "x.pem"), "--tls-key"),
    ],
)
def test_what_cannot_be_led_is_refused_with_what_was_probably_meant(tmp_path, arguments, sentence):
    led = Terminal(tmp_path, *arguments, "--port", "0", columns=200)
    try:
        led.wait_for(sentence)
    finally:
        end(led)
    assert rehearse(tmp_path, "workshop", "list").stdout == "No session is kept.\n"


def test_a_pack_that_is_named_before_the_command_holds_for_it(tmp_path):
    pack = make_pack(tmp_path / "pack")
    led = Terminal(tmp_path, "--pack", str(pack), "workshop", "run", WEST, "--boss", BOSS, "--port", "0", columns=120)
    try:
        led.wait_for("Ask the room", "west window")
    finally:
        end(led)


def test_without_a_terminal_there_is_a_sentence(tmp_path):
    done = rehearse(tmp_path, *COMMAND)
    assert done.returncode == 2
    assert done.stderr == "Error: A workshop is led in a terminal, and there is none here.\n"


def test_sessions_are_listed_and_deleted_with_all_that_was_stored(open_terminal, tmp_path):
    led = open_terminal("--name", "Team day [/x] \u202e")
    shown = led.wait_for("Ask the room", "127.0.0.1")
    join(shown, "Ann Uncommon")
    led.wait_for("1 here")
    end(led)
    (kept,) = json.loads(rehearse(tmp_path, "workshop", "list", "--json").stdout)
    assert kept["title"] == "Team day [/x]"
    assert "nothing was deleted" in rehearse(tmp_path, "workshop", "purge", "nosuch", "--yes").stderr
    assert rehearse(tmp_path, "workshop", "purge").stdout == "Nothing was to be deleted.\n"
    assert rehearse(tmp_path, "workshop", "purge", kept["id"], answer="n\n").returncode != 0
    assert rehearse(tmp_path, "workshop", "purge", kept["id"], answer="y\n").stdout.endswith("Deleted: 1.\n")
    assert rehearse(tmp_path, "workshop", "list").stdout == "No session is kept.\n"
    with sqlite3.connect(tmp_path / "workshops.db") as stored:
        stored.execute("VACUUM")
    stored.close()
    assert b"Ann Uncommon" not in b"".join(path.read_bytes() for path in tmp_path.glob("workshops.db*"))


def test_another_session_is_begun_where_that_is_asked_for(open_terminal, tmp_path):
    for more in ((), ("--new",), ("--name", "Another")):
        led = open_terminal(*more)
        led.wait_for("Ask the room")
        end(led)
    assert len(json.loads(rehearse(tmp_path, "workshop", "list", "--json").stdout)) == 3
