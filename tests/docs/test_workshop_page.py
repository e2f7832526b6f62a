"""The coach's guide: its commands, keys and pictures are ones that there are."""

from __future__ import annotations

import re
import shlex

import pytest

from rehearse.cli.workshop.commands import workshop
from rehearse.tui.keys import displayed, shortcuts
from rehearse.workshop.archive.archive import DAYS_KEPT
from rehearse.workshop.keys import CODE
from tests.docs.pages import ROOT

PAGES = [ROOT / "docs" / "workshop.md", ROOT / "README.md"]
COMMANDS = sorted(
    {
        line
        for page in PAGES
        for line in re.findall(r"^\s*\$ rehearse workshop (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    }
)
GUIDE = PAGES[0].read_text(encoding="utf-8")
FUNCTION_KEYS = {"F11"}
"""Those of the browser."""


@pytest.mark.parametrize("line", COMMANDS)
def test_a_command_of_the_guide_is_one(line):
    name, *arguments = shlex.split(line, comments=True)
    workshop.commands[name].make_context(name, arguments)


def test_every_key_of_the_guide_is_one_of_the_coachs_and_every_one_of_theirs_for_leading_is_named():
    named = set(re.findall(r"`(Space|Enter|F\d+|[A-Za-z])`", GUIDE)) - FUNCTION_KEYS
    there = [*shortcuts("coach"), *shortcuts("beside")]
    assert named <= {displayed(key) for each in there for key in each.keys.split(",")}
    assert {each.display for each in shortcuts("coach")} - {"PgDn", "PgUp"} <= named


def test_every_picture_and_page_that_it_points_to_is_there():
    pointed = re.findall(r"\]\(([^)#]+?)(?:#[^)]*)?\)|src=\"([^\"]+)\"", GUIDE)
    places = [ROOT / "docs" / (one or other) for one, other in pointed]
    assert len(places) > 5
    assert [place for place in places if not place.is_file()] == []


def test_its_numbers_are_those_of_the_program():
    assert f"kept for {DAYS_KEPT} days" in GUIDE
    assert {6: "six signs"}[CODE] in GUIDE
