"""The commands for whoever writes: new, ids, fmt, schema. What they make works; what they refuse gets a sentence."""

from __future__ import annotations

import json
import os
import random
import re
import stat
import sys
from typing import TYPE_CHECKING

import pexpect
import pytest

from rehearse.cli.commands import run
from rehearse.engine import available, begin, choose, compile_story
from rehearse.loading.library import load_library

if TYPE_CHECKING:
    from pathlib import Path

    from rehearse.loading.library import Library

LEVELS = ("patient", "everyday", "tough")


@pytest.fixture
def rehearse(tmp_path, monkeypatch, capsys):
    """Runs a command in a folder of its own; returns its status, what it printed, and what it complained of."""
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)

    def command(*arguments: str) -> tuple[int, str, str]:
        capsys.readouterr()
        status = run(list(arguments))
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    return command


@pytest.fixture
def here(tmp_path, rehearse):
    assert rehearse
    return tmp_path / "here"


def everything(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def walk(library: Library, scenario: str, persona: str, seeds: int = 150) -> set[str]:
    """Play to an ending along many ways; the types of the endings."""
    assert library.rules is not None
    story = compile_story(library.scenarios[scenario], library.personas[persona], library.rules, library.moves)
    ended = set()
    for seed in range(seeds):
        dice = random.Random(seed)
        state = begin(story, seed=seed, level=LEVELS[seed % 3]).state
        for _ in range(80):
            node = story.nodes[state.node]
            if node.ending is not None:
                ended.add(node.ending.kind)
                break
            choices = available(story, state)
            assert choices, f"stuck at {node.id}"
            state = choose(story, state, dice.choice(choices).id).state
    return ended


def test_a_new_meeting_passes_the_check_and_plays_with_every_boss(rehearse, here):
    status, out, err = rehearse("new", "scenario", "ask-for-a-raise", "--asks", "a raise of five percent")
    assert (status, err) == (0, "")
    assert out.splitlines()[:2] == [
        f"There was no pack here: '{here}' is one now.",
        "Wrote scenarios/ask-for-a-raise.yaml",
    ]
    assert re.findall(r"^  rehearse (\w+) .*ask-for-a-raise", out, re.MULTILINE) == ["check", "play", "edit"]
    status, out, _ = rehearse("check", "scenarios/ask-for-a-raise.yaml", "--strict")
    assert (status, out) == (0, "No problems.\n")
    library = load_library((here,))
    for persona in library.personas:
        assert walk(library, "ask-for-a-raise", persona) >= {"agreed", "trial", "refused", "ruptured"}, persona
    said = library.scenarios["ask-for-a-raise"].nodes["opening"].choices[1].say["default"]
    assert said.endswith("I would like a raise of five percent.")


def test_a_new_boss_passes_the_check_and_plays_both_meetings(rehearse, here):
    arguments = ("--boss", "Ruth Adeyemi", "--pronoun", "she", "--title", "The one who counts")
    status, out, _ = rehearse("new", "persona", "counts-the-cost", *arguments)
    assert status == 0
    assert "rehearse play one-day-a-week --boss counts-the-cost --pack ." in out
    status, out, _ = rehearse("check", "personas/counts-the-cost.yaml", "--strict")
    assert (status, out) == (0, "No problems.\n")
    library = load_library((here,))
    boss = library.personas["counts-the-cost"]
    assert (boss.name, boss.pronoun, boss.title) == ("Ruth Adeyemi", "she", "The one who counts")
    for scenario in ("one-day-a-week", "summoned-three-days"):
        assert len(walk(library, scenario, "counts-the-cost", seeds=60)) >= 3


def test_a_new_pack_is_whole_and_its_tests_pass(rehearse, here):
    status, out, _ = rehearse("new", "pack", "our-meetings", "--author", "Ada: Weber #1")
    assert status == 0
    assert set(everything(here / "our-meetings")) >= {
        "pack.yaml",
        "README.md",
        "scenarios/our-meetings-first-meeting.yaml",
        "scenarios/our-meetings-first-meeting.tests.yaml",
        ".rehearse/scenario.schema.json",
    }
    for command in re.findall(r"^  rehearse (check.*)", out, re.MULTILINE):
        assert rehearse(*command.split())[:2] == (0, "No problems.\n")
    assert rehearse("test", "our-meetings")[0] == 0
    (manifest,) = load_library((here / "our-meetings",)).manifests.values()
    assert (manifest.title, manifest.authors) == ("Our meetings", ("Ada: Weber #1",))


def test_a_pack_for_bosses_alone_begins_without_a_meeting(rehearse, here):
    status, out, _ = rehearse("new", "pack", "our-bosses", "--author", "Ada Weber", "--bosses-only")
    assert status == 0
    assert not (here / "our-bosses" / "scenarios").exists()
    command = next(line for line in out.splitlines() if line.startswith("  rehearse new persona"))
    assert rehearse(*command.replace("NAME", "does-the-rota").split()[1:])[0] == 0
    assert rehearse("check", "our-bosses", "--strict")[:2] == (0, "No problems.\n")
    assert next(iter(load_library((here / "our-bosses",)).manifests.values())).title == "Our bosses"


def test_the_lines_of_a_new_meeting_do_not_give_themselves_away(rehearse, here):
    for name, asks in (
        ("short", "a day"),
        ("long", "to talk about the rota with you and with Jo, and then to change it"),
    ):
        rehearse("new", "scenario", name, "--asks", asks)
        printed = json.loads(rehearse("prove", name, "--pack", str(here), "--json")[1])
        marks = [mark for section in printed["sections"] for mark in section["marks"]]
        assert {mark["code"] for mark in marks if mark["verdict"] == "failing"} <= {"bosses-alike"}
        assert sum(mark["code"].startswith("giveaway-") for mark in marks) == 10


def test_a_new_card_is_sound_and_speaks_of_the_move_that_is_named(rehearse, here):
    status, _, _ = rehearse("new", "card", "show-the-sum", "--move", "show-own-results", "--title", "Show the sum")
    assert status == 0
    assert rehearse("check", "advice/cards/show-the-sum.yaml", "--strict")[0] == 0
    card = load_library((here,)).cards["show-the-sum"]
    assert (card.title, card.recommends, card.stages) == ("Show the sum", ("show-own-results",), ("evidence",))
    status, _, err = rehearse("new", "card", "another", "--move", "show-own-result")
    assert (status, err) == (2, "Error: There is no move 'show-own-result'. Did you mean 'show-own-results'?\n")


@pytest.mark.parametrize("title", ["A: B # c", '"Quoted', "- dash", "12", "{braces} [so]", "é … 漢字\t\x1b[0m"])
def test_whatever_the_title_it_is_read_as_it_was_typed(rehearse, here, title):
    status, _, err = rehearse("new", "scenario", "mine", "--title", title, "--asks", title)
    assert (status, err) == (0, "")
    library = load_library((here,))
    assert library.errors == []
    plain = re.sub(r"\s+", " ", title.replace("\x1b", ""))
    assert library.scenarios["mine"].title == plain
    assert plain.replace("{", "{{").replace("}", "}}") in library.scenarios["mine"].asks["default"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("scenario", "Ask for a raise"), "Try: rehearse new scenario ask-for-a-raise"),
        (("persona", "../evil"), "Try: rehearse new persona evil"),
        (("card", "…"), "'…' is no id"),
        (("scenario", "one-day-a-week"), "There is a scenario 'one-day-a-week' already; nothing was written."),
        (("persona", "sociable"), "There is a persona 'sociable' already; nothing was written."),
        (("persona", "default"), "'default' has a meaning of its own"),
        (("card", "book-a-meeting-for-this-alone"), "There is an advice card"),
        (("scenario", "mine", "--title", "x" * 61), "may have 60 characters at most, and has 61"),
        (("scenario", "mine", "--title", " "), "The title is empty"),
        (("scenario", "mine", "--into", "nowhere"), "Directory 'nowhere' does not exist."),
        (("persona", "mine", "--pronoun", "it"), "'it' is not one of"),
        (("card", "mine", "--point", "LP-99"), "There is no point 'LP-99'."),
        (("pack", "My Pack"), "Try: rehearse new pack my-pack"),
        (("meeting", "mine"), "No such command 'meeting'"),
    ],
)
def test_what_cannot_be_made_gets_a_sentence_and_nothing_is_written(rehearse, here, arguments, said):
    status, _, err = rehearse("new", *arguments)
    assert status == 2
    assert said in " ".join(err.split())
    assert everything(here) == {}


def test_nothing_is_ever_overwritten(rehearse, here):
    (here / "scenarios").mkdir()
    (here / "scenarios" / "mine.yaml").write_text("half a file")
    (here / "taken").mkdir()
    for arguments in (("scenario", "mine"), ("pack", "taken")):
        status, _, err = rehearse("new", *arguments)
        assert status == 2
        assert "is there already; nothing was written." in err
    assert everything(here) == {"scenarios/mine.yaml": b"half a file"}


def test_new_files_find_their_schema_by_both_lines_from_wherever_they_lie(rehearse, here):
    rehearse("new", "pack", "ours")
    rehearse("new", "card", "mine", "--into", "ours")
    rehearse("new", "persona", "mine", "--into", "ours")
    files = list((here / "ours").rglob("*.yaml"))
    assert len(files) == 5
    for path in files:
        first, second = path.read_text().splitlines()[:2]
        place = first.removeprefix("# yaml-language-server: $schema=")
        assert second == f"# $schema: {place}"
        assert (path.parent / place).resolve().is_file(), path


def test_on_a_terminal_what_matters_is_asked(here):
    child = pexpect.spawn(
        sys.executable,
        ["-m", "rehearse", "new", "persona", "does-the-rota"],
        cwd=str(here),
        env={**os.environ, "TERM": "xterm"},
        encoding="utf-8",
        timeout=60,
    )
    child.expect("What is the boss's name")
    child.sendline("Ruth Adeyemi")
    child.expect("she, he or they")
    child.sendline("it")
    child.expect("is not one of")
    child.sendline("she")
    child.expect("What would a list call them")
    child.sendline("")
    child.expect("Next:")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    boss = load_library((here,)).personas["does-the-rota"]
    assert (boss.name, boss.pronoun, boss.title) == ("Ruth Adeyemi", "she", "The one who does the rota")


LACKING = "id: mine\nnodes:\n    a:\n        choices:\n        - say: Why now?   # ask\n"
GIVEN = LACKING.replace("- say: Why now?", "- id: why-now\n          say: Why now?")


def test_ids_are_shown_first_and_written_when_asked_for(rehearse, here):
    path = here / "scenarios" / "mine.yaml"
    path.parent.mkdir()
    path.write_text(LACKING)
    path.chmod(0o640)
    status, out, err = rehearse("ids")
    assert (status, path.read_text()) == (0, LACKING)
    assert "+        - id: why-now" in out
    assert "1 id to give: rehearse ids --write" in err
    assert rehearse("ids", "--write")[:2] == (0, "scenarios/mine.yaml:5:11: why-now\n")
    assert path.read_text() == GIVEN
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert rehearse("ids", "--write")[:2] == (0, "Nothing lacks an id.\n")
    assert [each.name for each in path.parent.iterdir()] == ["mine.yaml"]


@pytest.mark.parametrize("command", ["ids", "fmt"])
def test_a_file_that_cannot_be_read_is_told_and_left_and_the_others_are_done(rehearse, here, command):
    (here / "scenarios").mkdir()
    (here / "scenarios" / "bad.yaml").write_text("nodes:\n\ta: b\n")
    good = here / "scenarios" / "mine.yaml"
    good.write_text(LACKING)
    status, _, err = rehearse(command, *(["--write"] if command == "ids" else []))
    assert status == 1
    assert "scenarios/bad.yaml:2" in err
    assert (here / "scenarios" / "bad.yaml").read_text() == "nodes:\n\ta: b\n"
    assert good.read_text() != LACKING


@pytest.mark.parametrize("command", ["ids", "fmt"])
def test_where_there_is_nothing_to_work_on_a_sentence_says_so(rehearse, command):
    assert rehearse(command) == (
        2,
        "",
        "Error: There is no pack here: no folder upwards holds scenarios, personas or advice. Name a file.\n",
    )
    assert rehearse(command, "nowhere.yaml") == (2, "", "Error: There is no file or folder 'nowhere.yaml'.\n")


def test_a_link_to_a_file_stays_a_link(rehearse, here):
    (here / "real.yaml").write_text(LACKING)
    (here / "link.yaml").symlink_to("real.yaml")
    assert rehearse("ids", "link.yaml", "--write")[0] == 0
    assert (here / "link.yaml").is_symlink()
    assert (here / "real.yaml").read_text() == GIVEN


def test_the_layout_is_checked_shown_and_mended(rehearse, here):
    path = here / "mine.yaml"
    path.write_text(GIVEN)
    assert rehearse("fmt", "mine.yaml", "--check")[:2] == (1, "Would lay out mine.yaml\n")
    assert "+  a:" in rehearse("fmt", "mine.yaml", "--diff")[1]
    assert path.read_text() == GIVEN
    assert rehearse("fmt", "mine.yaml")[:2] == (0, "Laid out mine.yaml\n")
    assert rehearse("fmt", "mine.yaml", "--check")[:2] == (0, "1 file is laid out already.\n")
    assert path.read_text().splitlines()[2:5] == ["  a:", "    choices:", "      - id: why-now"]


def test_everything_new_is_laid_out_and_lacks_no_id(rehearse, here):
    rehearse("new", "pack", "ours")
    rehearse("new", "persona", "mine", "--into", "ours")
    rehearse("new", "card", "mine", "--into", "ours")
    assert rehearse("fmt", "--check", "ours")[0] == 0
    assert rehearse("ids", "ours")[1] == "Nothing lacks an id.\n"
    assert here.is_dir()


def test_the_schema_is_printed_and_written_with_the_ids_of_the_pack(rehearse, here):
    assert '"one-day-a-week"' not in rehearse("schema", "scenario")[1]
    assert "scenario" in rehearse("schema")[1]
    assert "no pack here" in rehearse("schema", "--write")[2]
    assert rehearse("schema", "scenaro")[2] == "Error: There is no kind of file 'scenaro'. Did you mean 'scenario'?\n"
    assert "exclude one another" in rehearse("schema", "moves", "--write")[2]
    rehearse("new", "pack", "ours")
    assert "Nothing has changed in" in rehearse("schema", "--write", "--pack", "ours")[1]
    rehearse("new", "persona", "does-the-rota", "--into", "ours")
    assert "does-the-rota" in (here / "ours" / ".rehearse" / "scenario.schema.json").read_text()
    assert "Nothing has changed in" in rehearse("schema", "--write", "--pack", "ours")[1]
    assert rehearse("schema", "--reference")[1].startswith("# Reference")
