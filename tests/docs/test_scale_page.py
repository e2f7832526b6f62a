"""The page on several servers: its commands are ones that there are, and its numbers those of the program."""

from __future__ import annotations

import re
import shlex

import click
import pytest

from rehearse.cli.workshop.commands import workshop
from rehearse.workshop.archive.archive import DAYS_KEPT
from rehearse.workshop.keys import ALPHABET, CODE
from rehearse.workshop.server.serving import Place
from rehearse.workshop.server.settings import Settings
from tests.docs.pages import ROOT

PAGE = (ROOT / "docs" / "workshop-at-scale.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^(?:\$ |ExecStart=/opt/rehearse/bin/)rehearse workshop (.+)$", PAGE, re.MULTILINE)


@pytest.mark.parametrize("line", COMMANDS)
def test_a_command_of_the_page_is_one(line):
    name, *arguments = shlex.split(line.replace("${SESSION}", "KMP4TX").replace("%i", "8001"))
    workshop.commands[name].make_context(name, arguments)


def test_every_option_of_a_place_is_explained():
    assert len(COMMANDS) == 4
    for option in workshop.commands["serve"].params:
        if isinstance(option, click.Option) and option.name not in {"packs", "port"}:
            assert f"| `{option.opts[0]}`" in PAGE or f", `{option.opts[0]}` |" in PAGE


def test_the_numbers_of_the_page_are_those_of_the_program():
    usual = Settings()
    for words, (most, each_second) in (
        ("wrong codes and keys", usual.wrong_codes),
        ("people who join", usual.joins),
        ("votes and words", usual.person),
    ):
        assert f"| {words} | {most} | {each_second} |" in PAGE
    assert f"| a person | streams | {usual.streams_each} | |" in PAGE
    assert f"| a process | streams | {usual.most_streams:,} | |" in PAGE
    assert f"{len(ALPHABET)}<sup>{CODE}</sup>" in PAGE
    assert f"the {usual.idle:.0f} seconds after which the processes close" in PAGE
    assert f"every {usual.heartbeat:.0f} s" in PAGE
    assert f"kept for {DAYS_KEPT} days" in PAGE
    assert f"127.0.0.1:{Place().port}" in PAGE
