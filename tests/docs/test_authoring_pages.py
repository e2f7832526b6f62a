"""The authors' guide: every YAML block in it is tried, every link leads somewhere, and nothing in it is stale."""

from __future__ import annotations

import io
import re
import shlex
from dataclasses import fields, replace
from functools import cache
from pathlib import Path
from typing import Any

import click
import pytest

from rehearse.authoring.proofs.prove import prove
from rehearse.authoring.writing.new import Place, new_scenario
from rehearse.cli.commands import rehearse as main
from rehearse.cli.commands import run
from rehearse.engine import available, begin, choose, compile_story
from rehearse.loading.library import Library, load_files, load_library
from rehearse.loading.reference import reference_page
from rehearse.loading.references import reference_problems
from rehearse.loading.tests import problems_of_tests, read_tests
from tests.docs.pages import GUIDE, ROOT, WHOLE, Block, as_file, blocks, whole_boss

PAGES = sorted(GUIDE.glob("*.md"))
YAML = [block for page in PAGES for block in blocks(page) if block.language in ("yaml", "yml")]


@cache
def shipped() -> Library:
    library = load_library()
    assert not library.problems
    return library


def beside_the_shipped(path: Path) -> Library:
    """The shipped content and the file at *path*, with what is wrong."""
    values = {each.name: getattr(shipped(), each.name) for each in fields(Library)}
    own: dict[str, Any] = {name: value.copy() for name, value in values.items() if isinstance(value, (dict, list))}
    library = replace(shipped(), **own)
    load_files([path], library)
    library.problems += reference_problems(library)
    return library


def walk(library: Library, scenario: str, persona: str, seeds: int = 3) -> None:
    """Play to an ending, along other choices each time."""
    assert library.rules is not None
    story = compile_story(library.scenarios[scenario], library.personas[persona], library.rules, library.moves)
    for seed in range(seeds):
        state = begin(story, seed=seed, level="everyday").state
        for turn in range(60):
            if story.nodes[state.node].ending is not None:
                break
            choices = available(story, state)
            state = choose(story, state, choices[(seed + turn) % len(choices)].id).state
        assert story.nodes[state.node].ending is not None


def test_the_guide_has_all_its_pages():
    named = set(re.findall(r"\]\((\w[\w-]*\.md)", (GUIDE / "README.md").read_text()))
    assert named >= {"first-meeting.md", "reference.md", "bosses.md", "lines.md", "typed-replies.md"}
    assert {page.name for page in PAGES} <= named | {"README.md"}


@pytest.mark.parametrize("block", YAML, ids=str)
def test_every_yaml_block_says_what_it_is(block: Block):
    assert block.kind == "fragment" or block.kind in WHOLE, (
        f"{block}: ```yaml {block.kind}: one of {list(WHOLE)}, fragment"
    )


@pytest.mark.parametrize("block", [block for block in YAML if block.kind not in ("tests", "pack")], ids=str)
def test_every_yaml_block_can_be_read_and_played(block: Block, tmp_path):
    path = as_file(block, tmp_path)
    library = beside_the_shipped(path)
    wrong = [str(problem) for problem in library.problems if problem.code not in ("overridden", "id-and-file")]
    assert wrong == []
    named = re.search(r"^id: (\S+)", path.read_text(), re.MULTILINE)
    if path.parent.name == "scenarios":
        walk(library, named[1] if named else "", "sociable")
    elif path.parent.name == "personas":
        walk(library, "one-day-a-week", named[1] if named else "")


@pytest.mark.parametrize("block", [block for block in YAML if block.kind == "tests"], ids=str)
def test_every_block_of_tests_can_be_read_and_names_what_is_there(block: Block, tmp_path):
    file, problems = read_tests(as_file(block, tmp_path))
    assert [str(problem) for problem in problems] == []
    assert file is not None
    if "file" not in block.facts:
        assert [str(problem) for _, problem in problems_of_tests(file, shipped())] == []


@pytest.mark.parametrize("block", [block for block in YAML if block.kind == "pack"], ids=str)
def test_every_manifest_can_be_read(block: Block, tmp_path):
    (tmp_path / "scenarios").mkdir()
    as_file(block, tmp_path)
    assert [str(problem) for problem in load_library((tmp_path,)).problems] == []


def test_the_reference_is_what_the_models_say():
    written = (GUIDE / "reference.md").read_text(encoding="utf-8")
    assert written == reference_page(load_library()), "run: rehearse schema --reference > docs/authoring/reference.md"


@pytest.mark.parametrize("page", [*PAGES, ROOT / "docs" / "editors.md"], ids=lambda page: page.name)
def test_every_link_leads_somewhere(page: Path):
    for target in re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8")):
        if target.startswith(("http:", "https:")):
            continue
        name, _, anchor = target.partition("#")
        there = (page.parent / name).resolve() if name else page
        assert there.exists(), f"{page.name} names {target}"
        if anchor:
            headings = re.findall(r"^#+ (.*)$", there.read_text(encoding="utf-8"), re.MULTILINE)
            anchors = {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
            assert anchor in anchors, f"{page.name} names {target}"


def test_the_boss_of_the_guide_is_a_whole_boss(tmp_path):
    path = tmp_path / "personas" / "counts-the-cost.yaml"
    path.parent.mkdir()
    path.write_text(whole_boss(GUIDE / "bosses.md", "counts-the-cost"))
    library = beside_the_shipped(path)
    assert [str(problem) for problem in library.problems] == []
    for scenario in library.scenarios:
        walk(library, scenario, "counts-the-cost", seeds=20)


def test_the_boss_of_the_guide_passes_the_proof(tmp_path):
    path = tmp_path / "personas" / "counts-the-cost.yaml"
    path.parent.mkdir()
    path.write_text(whole_boss(GUIDE / "bosses.md", "counts-the-cost"))
    proof = prove(load_library((tmp_path,)), "summoned-three-days", ["counts-the-cost"], ["everyday"], cache=False)
    marks = [mark for section in proof.sections for mark in section.marks]
    assert len(marks) > 5
    assert [mark for mark in marks if mark.verdict == "failing"] == []


def test_the_first_meeting_works_from_the_first_line_to_the_last(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    here = tmp_path
    printed: dict[str, str] = {}
    for block in blocks(GUIDE / "first-meeting.md"):
        if block.language == "console":
            for command, told in commands_in(block.text):
                name, *arguments = shlex.split(command)
                if name == "cd":
                    here = here / arguments[0]
                    monkeypatch.chdir(here)
                    continue
                assert name == "rehearse"
                if arguments[0] == "play":  # the screen needs a terminal
                    arguments.append("--plain")
                    monkeypatch.setattr("sys.stdin", io.StringIO("1\n" * 60))
                status = run(arguments)
                shown = capsys.readouterr()
                failing_marks = arguments[0] == "prove" and status == 1  # a small meeting may have them
                assert status == 0 or failing_marks, f"{command}: {shown.err}{shown.out}"
                assert all(line in shown.out for line in told), f"{command} said: {shown.out}"
                printed[command.removeprefix("rehearse ")] = shown.out
        elif "part" in block.facts:
            said = without_figures(printed[block.facts["part"]])
            assert all(line in said for line in without_figures(block.text).splitlines()), said
        elif "into" in block.facts:
            put(here / block.facts["into"], block)
        elif "file" in block.facts:
            (here / block.facts["file"]).write_text(block.text)


@pytest.mark.parametrize("page", [*PAGES, ROOT / "docs" / "editors.md", ROOT / "README.md"], ids=lambda page: page.name)
def test_every_command_that_a_page_names_is_there_with_all_its_options(page: Path):
    text = page.read_text(encoding="utf-8")
    shown = [command for block in blocks(page) if block.language == "console" for command, _ in commands_in(block.text)]
    for command in [*shown, *(" ".join(found.split()) for found in re.findall(r"`(rehearse [^`]+)`", text))]:
        name, *words = command.replace("\\|", "|").split("#")[0].split()
        if name != "rehearse" or not words:
            continue
        here: click.Command = main
        known: set[str] = {"--help", "--version"}
        for word in words:
            if (
                isinstance(here, click.Group)
                and (inner := here.get_command(click.Context(here), word.split("|")[0])) is not None
            ):
                here = inner
            known |= {option for each in here.params for option in each.opts}
        if isinstance(here, click.Group) and here is not main:  # it may tell by a file's name which of its own is meant
            own = [here.get_command(click.Context(here), each) for each in here.list_commands(click.Context(here))]
            known |= {option for inner in own if inner for each in inner.params for option in each.opts}
        assert here is not main or words[0].startswith("-"), f"{page.name}: {command}"
        options = [word.strip("[]") for word in words if word.strip("[]").startswith("--")]
        assert set(options) <= known, f"{page.name}: {command}"


def test_the_lines_that_the_first_meeting_explains_stand_in_the_file_that_it_makes():
    made = new_scenario("ask-for-a-raise", Place(Path(), is_new=False), title="A raise", asks="a raise")
    shown = next(block for block in blocks(GUIDE / "first-meeting.md") if block.facts.get("of") == "nodes")
    file = [line.split(" #")[0].rstrip() for line in made.text.splitlines()]
    assert [line for line in shown.text.splitlines() if line not in file] == []


def without_figures(text: str) -> str:
    """*text* with every number as 0: odds change with every word of the content, and the sentences do not."""
    return re.sub(r"\d+", "0", text)


def commands_in(text: str) -> list[tuple[str, list[str]]]:
    """Each command with the lines that it is said to print."""
    found: list[tuple[str, list[str]]] = []
    for line in text.splitlines():
        if line.startswith("$ "):
            found.append((line[2:], []))
        elif line.strip():
            found[-1][1].append(line)
    return found


def put(path: Path, block: Block) -> None:
    """Do with *block* what the page tells its reader to do."""
    text = path.read_text()
    if "before" in block.facts:
        assert text.count(f"{block.facts['before']}") == 1
        path.write_text(text.replace(block.facts["before"], block.text + block.facts["before"]))
        return
    start = text.index(block.facts["after"])
    at = text.index(block.facts["instead"], start)
    line = text.rindex("\n", 0, at) + 1
    path.write_text(text[:line] + block.text + text[at + len(block.facts["instead"]) + 1 :])
