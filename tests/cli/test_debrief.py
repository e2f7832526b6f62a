"""The debrief on plain lines and as a page: the chance turn by turn, how one talks, the goal."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from click.testing import CliRunner

from rehearse.cli.commands import rehearse
from rehearse.store.journal import Journal
from tests.tui.world import BOSS, WEST, make_pack

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result


def run(pack: Path, *arguments: str, given: tuple[str, ...] = ()) -> Result:
    found = CliRunner().invoke(
        rehearse, ["--pack", str(pack), *arguments], input="".join(f"{line}\n" for line in given)
    )
    assert found.exit_code == 0, found.output
    return found


def play(pack: Path, *given: str, seed: int = 1) -> Result:
    return run(pack, "play", WEST, "--boss", BOSS, "--plain", "--seed", str(seed), given=given)


def test_the_journal_gives_the_curve_in_numbers_and_what_the_person_put_down(tmp_path: Path) -> None:
    pack = make_pack(tmp_path / "pack")
    play(pack, "accuse", "hear", "clear")
    journal = Journal.open()
    (record,) = journal.rehearsals()
    journal.note("guess", {"turn": 2, "why": "they looked up"}, record.id)
    journal.note("goal", {"if": "No.", "then": "What would change it?"}, record.id)
    for kind in ("markdown", "html"):
        told = run(pack, "journal", record.id, "--format", kind).output
        assert "The chance of a good end" in told
        assert "At the start " in told
        assert "turn 3 100%" in told
        assert "I noticed that this line" in told
        assert "You took turn 2." in told
        assert "they looked up" in told
        assert "If they say “No.”, then I say “What would change it?”" in told


def test_plain_lines_end_with_how_one_talks_once_there_are_enough_lines(tmp_path: Path) -> None:
    pack = make_pack(tmp_path / "pack")
    first = play(pack, "ask", "hear", "clear").output
    assert "How you talk" not in first
    play(pack, "ask", "hear", "clear", seed=2)
    third = " ".join(play(pack, "ask", "hear", "clear", seed=3).output.split())
    assert "How you talk: Counted over this talk and 2 before it: 9 lines" in third
    assert "Questions: 3 of 9 lines: 33%" in third
    assert "The study: average 9.6%, skilled 21%." in third


def test_the_debrief_as_json_holds_them_too(tmp_path: Path) -> None:
    pack = make_pack(tmp_path / "pack")
    for seed in (1, 2, 3):
        found = run(
            pack,
            *("play", WEST, "--boss", BOSS, "--plain", "--json", "--seed", str(seed)),
            given=("ask", "hear", "clear"),
        )
    debrief = json.loads(found.output.splitlines()[-1])
    assert debrief["type"] == "debrief"
    assert {habit["id"] for habit in debrief["style"]["habits"]} >= {"questions", "irritators"}
    assert debrief["reflection"] == {"guess": None, "goal": None, "before": None, "after": None}
