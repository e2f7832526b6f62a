"""What goes wrong behind the coach's screen is in a file, which says nothing of who was there."""

from __future__ import annotations

import logging
import os
import re
import socket
import stat
import sys
from pathlib import Path

import httpx
import pexpect
import pytest

from rehearse.cli.workshop import log as workshop_log
from rehearse.cli.workshop.log import logged
from rehearse.workshop.server.guard import Guard
from rehearse.workshop.server.settings import Settings
from tests.terminal import PATIENCE, Terminal
from tests.workshop.test_command import ADDRESS, code_in, found

PROGRAM = Path(__file__).parent / "programs" / "noisy.py"
ELSEWHERE = "127.0.0.2"
"""Where somebody comes from whose address can be told from the server's."""
SECRET = "kB3xv0aZ_9qLr7TtWcY-e2mN5uH8sJ4d"
WHO = ("Ann Uncommon", SECRET, ELSEWHERE)


@pytest.fixture(autouse=True)
def _odds_are_kept():
    """Nothing lies in a home beforehand here."""


@pytest.fixture
def home(tmp_path):
    return tmp_path / "rehearse-home"


def log(home):
    return (home / "workshop.log").read_text(encoding="utf-8")


def test_nothing_else_lands_on_the_screen_and_all_of_it_is_in_the_file(home):
    environment = {**os.environ, "REHEARSE_HOME": str(home)}
    child = pexpect.spawn(
        sys.executable, ["-W", "default", str(PROGRAM)], env=environment, dimensions=(24, 97), timeout=PATIENCE
    )
    try:
        shown = str(child.read(), "utf-8")  # type: ignore[call-overload]  # bytes, as no encoding was asked for
    finally:
        child.close(force=True)
    assert shown.split("\r\n") == ["PAINTED in 97 columns", "AFTER it the terminal is as it was", ""]
    told = log(home)
    for noise in ("a library", "a warning", "a thread", "C", "a child"):
        assert f"NOISE of {noise}" in told, told
    assert "NOISE in print" in told
    assert "Task exception was never retrieved" in told
    assert re.search(r"in fail\n.*raise TypeError", told)
    assert "LookupError" in told
    assert stat.S_IMODE((home / "workshop.log").stat().st_mode) == 0o600


async def test_an_error_of_the_server_is_kept_with_its_traceback_and_without_whose_it_was(home):
    async def broken(_scope, _receive, _send):
        try:
            int(" ".join(WHO))
        except ValueError as error:
            raise LookupError(*WHO) from error

    transport = httpx.ASGITransport(Guard(broken, Settings()), client=(ELSEWHERE, 4711))
    with logged():
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as browser:
            answer = await browser.get(f"/j/{SECRET}")
    assert answer.status_code == 500
    told = log(home)
    assert "ERROR rehearse.workshop: A request for /j failed." in told
    trace = ('int(" ".join(WHO))', "\n  ValueError\n", "raise LookupError(*WHO)", "\n  LookupError\n")
    assert [told.index(part) for part in trace] == sorted(told.index(part) for part in trace)
    assert not any(each in told for each in WHO)


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("connection from 192.168.1.20:4711", "connection from (address):4711"),
        ("raddr=('fe80::1ff:fe23:4567:890a', 1)", "raddr=('(address)', 1)"),
        ("from ::1 and 2001:db8::7", "from (address) and (address)"),
        (f"token {SECRET}!", "token (key)!"),
        ("version 1.2.3 at 12:30", "version 1.2.3 at 12:30"),
        ("\x1b[31mred\x1b[0m \u202e", "red"),
    ],
)
def test_addresses_and_keys_are_struck_out_of_what_is_said(home, said, kept):
    with logged():
        logging.getLogger("rehearse.workshop").warning("%s", said)
    assert log(home).endswith(f"WARNING rehearse.workshop: {kept}\n")


def test_of_what_libraries_say_the_first_line_is_kept(home):
    with logged():
        logging.getLogger("asyncio").error("A task failed\ntask: <Task of Ann Uncommon>")
    assert log(home).endswith("ERROR asyncio: A task failed\n")


def test_the_file_stays_small(home, monkeypatch):
    monkeypatch.setattr(workshop_log, "MOST_BYTES", 1000)
    with logged():
        for number in range(100):
            logging.getLogger("rehearse.workshop").warning("Something happened for the %dth time.", number)
    files = sorted(home.iterdir())
    assert [file.name for file in files] == ["workshop.log", "workshop.log.1"]
    assert all(0 < file.stat().st_size <= 1000 for file in files)
    assert "99th" in log(home)


def test_where_nothing_can_be_written_nothing_is_said_and_the_program_goes_on(home, capfd):
    home.write_text("in its place")
    with logged():
        logging.getLogger("rehearse.workshop").error("Nobody hears this.")
    assert capfd.readouterr() == ("", "")


def test_no_address_is_stored_in_a_whole_session_neither_in_the_log_nor_in_the_archive(home):
    led = Terminal(
        home, "workshop", "run", "one-day-a-week", "--boss", "controlling", "--port", "0", columns=120, rows=40
    )
    try:
        shown = led.wait_for("Ask the room", "http://127.0.0.1:")
        here, code = found(ADDRESS, shown), code_in(shown)
        port = int(here.rpartition(":")[2])
        with socket.create_connection(("127.0.0.1", port), source_address=(ELSEWHERE, 0)) as stranger:
            stranger.sendall(b"NO REQUEST AT ALL\r\n\r\n")
            assert b"400" in stranger.recv(4096)
        with httpx.Client(
            base_url=here,
            transport=httpx.HTTPTransport(local_address=ELSEWHERE),
            headers={"Origin": here, "Accept": "application/json"},
        ) as phone:
            assert phone.post("/join", data={"code": "AAAAAA", "name": "Ann"}).status_code == 403
            assert phone.post("/join", data={"code": code, "name": "Ann"}).status_code == 200
            led.wait_for("1 here")
            led.press(" ")
            led.wait_for("Close the vote")
            option = found(r'(?<=name="option" value=")[^"]+', phone.get("/").text)
            assert phone.post("/vote", data={"round": "1", "option": option}).status_code == 200
            with phone.stream("GET", "/stream") as stream:
                next(stream.iter_lines())
            shown = led.wait_for("1 of 1 voted")
            token = next(iter(phone.cookies.values()))
        led.press("\x11")
        led.wait_for("Leave?")
        led.press("y")
        led.wait_for("the same command goes on with it")
    finally:
        led.close()
    assert "Invalid" not in shown
    stored = {file: file.read_bytes() for file in home.rglob("*") if file.is_file()}
    assert b"Invalid HTTP request" in stored[home / "workshop.log"]
    assert b"Ann" in b"".join(stored.values())
    for file, there in stored.items():
        assert ELSEWHERE.encode() not in there, file
        assert token.encode() not in there, file
