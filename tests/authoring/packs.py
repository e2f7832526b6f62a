"""A small pack to build and install: one persona that plays the shipped meetings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rehearse.loading.library import shipped_content

if TYPE_CHECKING:
    from pathlib import Path

MANIFEST = 'id: {name}\ntitle: Quiet bosses\nversion: "{version}"\n'
TESTS = """\
scenario: one-day-a-week
given: {persona: quiet}
tests:
  - name: The quiet one can be asked
    steps: [frame]
    expect: {node: again-this}
"""


MEETING = """\
id: ask-for-water
title: Ask for water
summary: It is hot, and the water has run out.
you: You work on the top floor.
scene: The office of {boss.name}, at noon.
asks: A new bottle for the cooler.
start: thirsty
nodes:
  thirsty:
    phase: proposal
    boss: What is it?
    choices:
      - {id: plainly, say: The water has run out. Could we have a new bottle?, move: make-a-clear-ask, goto: fetched}
      - {id: never-mind, say: Never mind. I'll be all right without it., move: agree-at-once, goto: dry}
  fetched: {phase: proposal, ending: agreed, title: A new bottle, boss: Of course., summary: You have water.}
  dry: {phase: proposal, ending: refused, title: Dry, boss: Good., summary: You are thirsty.}
"""


def write_meeting_pack(folder: Path, more: str = "") -> Path:
    """A sound pack with one very small meeting, which is checked and played in no time."""
    tests = "tests: [{name: Who asks gets it, steps: [plainly], expect: {ending: agreed}}]\n"
    files = {
        "pack.yaml": MANIFEST.format(name="thirst", version="1.0") + more,
        "scenarios/ask-for-water.yaml": MEETING,
        "scenarios/ask-for-water.tests.yaml": tests,
    }
    (folder / "scenarios").mkdir(parents=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def persona(name: str = "quiet") -> str:
    """A shipped persona under another id."""
    text = (shipped_content() / "personas" / "old-school.yaml").read_text(encoding="utf-8")
    return text.replace("id: old-school", f"id: {name}", 1)


def write_pack(folder: Path, *, version: str = "1.0", more: str = "", **files: str) -> Path:
    """A sound pack at *folder*, with *files* (``__`` for ``/``) in place of or beside what it has."""
    everything = {
        "pack.yaml": MANIFEST.format(name="quiet-bosses", version=version) + more,
        "personas/quiet.yaml": persona(),
        "personas/quiet.tests.yaml": TESTS,
        **{name.replace("__", "/") + ".yaml": text for name, text in files.items()},
    }
    for name, text in everything.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder
