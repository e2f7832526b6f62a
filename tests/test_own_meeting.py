"""Somebody with an empty data folder and a meeting next week, in a real terminal: from the brief to the page."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from functools import partial
from typing import TYPE_CHECKING, Any

import pexpect

from rehearse.loading.library import load_library
from tests.terminal import Terminal

if TYPE_CHECKING:
    from pathlib import Path

PAGE_DOWN, F3, F6, ESCAPE = "\x1b[6~", "\x1bOR", "\x1b[17~", "\x1b"
REPLIES = (
    "I asked for this half hour to talk about Wednesdays at home, and I hope we leave with a plan.",
    "What worries you most about it?",
    "So if I hear you right, you would not see what gets done. Is that it?",
    "I can see why that would keep you awake.",
    "I could send you a short report every Friday with what I finished.",
    "I met eleven of twelve deadlines this year, from home and from here.",
    "You can reach me by phone from eight to five, and I answer within the hour.",
    "What would have to be true for you to say yes?",
    "Could we try it for six weeks and look at the figures together on the 20th of May?",
    "If it does not work for you, one word and I am back the next Monday.",
    "I would like one fixed day a week at home, Wednesdays, from April.",
    "How would you like to measure whether it works?",
    "So we agreed on six weeks, Wednesdays only, and we look at it in May. Shall I write that down?",
    "Thank you for hearing me out. Can we talk about it again in a month?",
    "That is fair, and I understand why.",
    "Then let us put the next talk into both our diaries.",
)


def command(home: Path, *arguments: str) -> str:
    finished = subprocess.run(
        [sys.executable, "-m", "rehearse", *arguments],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "REHEARSE_HOME": str(home)},
    )
    return finished.stdout


def rehearsals(home: Path) -> list[dict[str, Any]]:
    return list(json.loads(command(home, "journal", "--json")))


def test_from_the_brief_by_typed_replies_to_the_page_to_take_along(tmp_path: Path) -> None:
    home = tmp_path / "home"
    terminal = Terminal(home, columns=80, rows=24)
    try:
        terminal.wait_for("One day a week", "My meeting")
        fill_the_brief(terminal)
        find_the_boss(terminal)
        rehearse_by_typing(terminal, home)
        terminal.resize(120, 40)
        correct_a_reading(terminal, home)
        terminal.resize(80, 24)
        terminal.wait_for("▸ Carry on", "Practice, not legal advice")
        export_the_page(terminal)
        terminal.press("\x11")
        terminal.child.expect(pexpect.EOF)
        terminal.child.wait()
        assert terminal.child.exitstatus == 0
    finally:
        terminal.close()
    kept = json.loads(command(home, "brief", "--json"))["brief"]
    assert (kept["you"], kept["boss"]["name"], kept["boss"]["persona"]) == ("Sam", "Karen Holt", "controlling")
    assert kept["facts"][0]["figure"] == "11 of 12"
    (page,) = home.rglob("*.html")
    assert "Karen Holt" in page.read_text(encoding="utf-8")
    assert list(home.rglob("*.md"))


def fill_the_brief(terminal: Terminal) -> None:
    terminal.press("m")
    terminal.wait_for("Your name")
    terminal.press("Sam", "\r", "Karen Holt", "\r")
    terminal.wait_for("Sam", "Karen Holt")
    terminal.press(PAGE_DOWN, PAGE_DOWN)
    terminal.wait_for("The best that you could come out with")
    terminal.press("two days at home", "\r", "one day, as a trial", "\r", "no day at all", "\r")
    terminal.wait_for("no day at all")
    terminal.press(PAGE_DOWN, PAGE_DOWN)
    terminal.wait_for("Up to five facts")
    terminal.press("Deadlines met this year", "\t", "11 of 12", "\t")
    terminal.wait_for("11 of 12")


def find_the_boss(terminal: Terminal) -> None:
    signs = load_library().personas["controlling"].signs
    terminal.press(F3)
    terminal.wait_for("How well does this fit?")
    for number in range(1, 13):
        shown = terminal.wait_until(partial(is_asked, number), f"statement {number}, or the result,")
        if "Their name" in shown:
            break
        terminal.press("1" if any(sign.rstrip(".") in " ".join(shown.split()) for sign in signs) else "3")
    terminal.wait_for("Margaret Voss", "Their name", "Karen Holt")
    terminal.press(F6)
    terminal.wait_for("In your meeting")
    terminal.press(ESCAPE)
    terminal.wait_for("My meeting")
    terminal.press(ESCAPE)
    terminal.wait_for("Start the meeting", "Karen Holt")


def is_asked(number: int, shown: str) -> bool:
    """Whether the statement of that number is on the screen, or all have been answered."""
    asked = "How well does this fit?" in shown and re.search(rf"\b{number} of ", shown) is not None
    return asked or "Their name" in shown


def rehearse_by_typing(terminal: Terminal, home: Path) -> None:
    terminal.press("s")
    terminal.wait_for("Karen", "turn 1", "how confident do you feel")
    terminal.press("2")
    terminal.press("f", "i")  # feedback in the debrief
    for turn, reply in enumerate(REPLIES * 2, 1):
        terminal.press(reply, "\r")
        shown = terminal.wait_until(partial(is_past, turn, doubted=True), f"turn {turn + 1}")
        if is_doubted(shown):
            terminal.press("1")
            shown = terminal.wait_until(partial(is_past, turn), f"turn {turn + 1}")
        if "See the debrief" in shown:
            break
    (record,) = rehearsals(home)
    assert record["ending"], terminal.text
    assert record["choices"], record
    assert all("\t" in choice or choice.startswith("?") for choice in record["choices"]), "a line was not typed"


def is_past(turn: int, shown: str, *, doubted: bool = False) -> bool:
    """Whether the line of that turn is said, or, where that will do, *doubted*."""
    said = "See the debrief" in shown or re.search(rf"\bturn {turn + 1}\b", shown) is not None
    return said or (doubted and is_doubted(shown))


def is_doubted(shown: str) -> bool:
    """Whether the program asks what was meant."""
    return "Did you mean" in shown or "Is that what you meant?" in shown


def correct_a_reading(terminal: Terminal, home: Path) -> None:
    terminal.wait_for("See the debrief")
    terminal.press("\r")
    terminal.wait_for("Debrief", "1 Outcome")
    terminal.press("r")
    terminal.press("r")
    terminal.wait_for("What did you mean?")
    terminal.press("Ask what worries", "\r")
    terminal.wait_for("Karen", "turn 2")
    other, first = sorted(rehearsals(home), key=lambda record: record["turns"])
    assert other["choices"] != first["choices"][:1]
    assert other["choices"][0].split("\t")[1] == first["choices"][0].split("\t")[1], "the words stay as they were typed"
    terminal.press(ESCAPE, ESCAPE)
    terminal.wait_for("▸ Carry on", "Practice, not legal advice")  # a notice may lie over what is below


def export_the_page(terminal: Terminal) -> None:
    terminal.press("p")
    terminal.wait_for("My opening line")
    terminal.press("e")
    terminal.wait_for(".html")
    terminal.press(ESCAPE)
    terminal.wait_for("▸ Carry on", "Practice, not legal advice")
