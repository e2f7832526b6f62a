"""The odds of meetings on disk: found again, never out of date, never in the way."""

from __future__ import annotations

import os
import stat
import time
from typing import TYPE_CHECKING

import pytest

from rehearse.coaching.feedback.catalogue import Catalogue
from rehearse.coaching.odds.persons import ranks_of
from rehearse.loading.library import load_library
from rehearse.store import worth
from rehearse.store.places import worth_folder
from rehearse.store.session import story_of
from rehearse.store.worth import keep, key_of, load
from tests.worlds import CARDS, PERSONA, RULES, library_of, meeting

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from rehearse.loading.library import Library

NODES = """
open:
  phase: opening
  boss: Well?
  choices:
    - {id: ask, say: Why?, move: ask, goto: done}
    - {id: push, say: Now., move: push, goto: done}
"""


def world(nodes: str = NODES, **files: str) -> Library:
    named = {"persona": "personas/boss.yaml", "rules": "advice/ground-rules.yaml", "cards": "advice/cards/ask.yaml"}
    library = library_of(meeting(nodes), {named[name]: text for name, text in files.items()})
    assert library.errors == []
    return library


def key(library: Library, level: str = "everyday", scenario: str = "meeting", persona: str = "boss") -> str:
    return key_of(library, scenario, persona, level, ranks_of(story_of(library, scenario, persona), Catalogue(library)))


def test_the_same_content_has_the_same_key():
    assert key(world()) == key(world())


@pytest.mark.parametrize(
    "other",
    [
        lambda: key(world(), level="tough"),
        lambda: key(world(NODES.replace("goto: done}", "goto: done, effects: {trust: 1}}", 1))),
        lambda: key(world(persona=PERSONA.replace("please: {effects: {trust: 2}", "please: {effects: {trust: 3}"))),
        lambda: key(world(rules=RULES.replace("answers: {stated: 1, deep: 2}", "answers: {stated: 2, deep: 2}"))),
        lambda: key(world(cards=CARDS.replace("recommends: [ask]", "recommends: [push]"))),
    ],
    ids=["level", "meeting", "boss", "rules", "advice"],
)
def test_whatever_decides_the_odds_changes_the_key(other: Callable[[], str]):
    assert other() != key(world())


def test_a_card_about_other_moves_does_not_change_the_key():
    more = CARDS + CARDS.replace("ask-first", "listen-first").replace("[ask]\n  stages", "[listen]\n  stages")
    assert key(world(cards=more)) == key(world())


def test_the_order_of_two_bosses_in_one_matters():
    shipped = load_library()
    keys = {
        key(shipped, scenario="one-day-a-week", persona=persona)
        for persona in ("controlling", "sociable", "controlling+sociable", "sociable+controlling")
    }
    assert len(keys) == 4


def test_another_program_has_other_keys(monkeypatch):
    before = key(world())
    monkeypatch.setattr(worth, "_program", lambda: "another")
    assert key(world()) != before


def test_what_is_kept_is_found_again_and_is_for_its_owner_alone():
    assert load("one") is None
    keep("one", b"some odds")
    keep("two", b"other odds\nin two lines")
    assert (load("one"), load("two")) == (b"some odds", b"other odds\nin two lines")
    assert stat.S_IMODE(worth_folder().stat().st_mode) == 0o700
    assert {stat.S_IMODE(file.stat().st_mode) for file in worth_folder().iterdir()} == {0o600}


def kept(name: str) -> Path:
    keep(name, b"some odds" * 100)
    return worth_folder() / f"{name}{worth.SUFFIX}"


def flipped(raw: bytes) -> bytes:
    return raw[:-5] + bytes([raw[-5] ^ 1]) + raw[-4:]


@pytest.mark.parametrize(
    "damage",
    [
        lambda _: b"",
        lambda raw: raw[:-1],
        lambda raw: raw + b"x",
        lambda raw: raw.replace(b"rehearse", b"researsh"),
        flipped,
        lambda _: b"\n",
        lambda _: b"\xff" * 1000,
    ],
)
def test_what_is_damaged_is_as_good_as_not_there_and_is_kept_anew(damage: Callable[[bytes], bytes]):
    path = kept("one")
    path.write_bytes(damage(path.read_bytes()))
    assert load("one") is None
    keep("one", b"odds again")
    assert load("one") == b"odds again"


def test_something_else_in_its_place_does_no_harm():
    path = kept("one")
    path.unlink()
    path.mkdir()
    assert load("one") is None
    keep("one", b"odds")
    assert load("one") is None


def test_where_no_folder_can_be_made_nothing_is_kept():
    worth_folder().parent.parent.mkdir(parents=True)
    worth_folder().parent.write_text("a file where the folder should be")
    keep("one", b"odds")
    assert load("one") is None


def test_a_full_disk_leaves_nothing_half_written(monkeypatch):
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    keep("one", b"odds")
    monkeypatch.setattr(os, "fsync", full)
    keep("one", b"newer odds")
    assert load("one") == b"odds"
    assert [file.name for file in worth_folder().iterdir()] == [f"one{worth.SUFFIX}"]


def test_what_was_not_used_for_longest_goes_first(monkeypatch):
    monkeypatch.setattr(worth, "MOST_BYTES", 3_000)
    for age, name in enumerate(["newest", "middle", "oldest"]):
        os.utime(kept(name), (time.time() - 1000 * age, time.time() - 1000 * age))
    assert load("oldest") is not None  # used just now
    kept("another")
    assert [name for name in ("newest", "middle", "oldest", "another") if load(name)] == ["newest", "oldest", "another"]


def test_a_file_that_is_far_too_large_is_not_read(monkeypatch):
    path = kept("one")
    monkeypatch.setattr(worth, "MOST_BYTES", path.stat().st_size - 1)
    assert load("one") is None


def test_a_file_that_was_never_written_to_its_end_is_deleted_in_time():
    kept("one")
    left, fresh = (worth_folder() / f".one.odds.{name}" for name in ("left", "fresh"))
    for file in (left, fresh):
        file.write_bytes(b"half")
    os.utime(left, (time.time() - 7200, time.time() - 7200))
    kept("two")
    assert (left.exists(), fresh.exists()) == (False, True)
