"""The floors as running programs see them: what has been loaded, and what has not."""

from __future__ import annotations

import subprocess
import sys

import pytest

LARGE = {"textual", "rich", "pydantic", "pydantic_core", "yaml", "networkx", "numpy", "sqlite3"} | {
    "click",
    "platformdirs",
}


def loaded_by(program: str) -> set[str]:
    """Which of the large modules are loaded after *program* has run in a process of its own."""
    watch = f"import sys\nprint('LOADED', *sorted({LARGE!r} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", f"{program}\n{watch}"], capture_output=True, text=True, check=True)
    (last,) = [line for line in done.stdout.splitlines() if line.startswith("LOADED")]
    return set(last.split()[1:])


def command(*arguments: str) -> str:
    """A program that runs the command line."""
    return f"from rehearse.cli.commands import run\nassert run({list(arguments)!r}) == 0"


@pytest.mark.parametrize(
    "module",
    [
        "rehearse",
        "rehearse.__main__",
        "rehearse.engine",
        "rehearse.model.condition",
        "rehearse.model.slots",
        "rehearse.model.problem",
        "rehearse.coaching.feedback.values",
        "rehearse.store.places",
        "rehearse.store.settings",
    ],
)
def test_the_pure_modules_load_nothing_large(module: str) -> None:
    assert loaded_by(f"import {module}") == set()


def test_the_journal_loads_sqlite_and_nothing_else_that_is_large() -> None:
    assert loaded_by("import rehearse.store.journal") == {"sqlite3"}


def test_the_loader_loads_pydantic_and_yaml_and_nothing_else_that_is_large() -> None:
    assert loaded_by("import rehearse.loading.library") == {"pydantic", "pydantic_core", "yaml"}


@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"],
        ["--version"],
        ["play", "--help"],
        ["boss", "--help"],
        ["list", "--help"],
        ["advice", "--help"],
        ["check", "--help"],
        ["journal", "--help"],
        ["brief", "--help"],
        ["prep", "--help"],
        ["map", "--help"],
        ["understanding", "--help"],
        ["today", "--help"],
        ["drill", "--help"],
        ["progress", "--help"],
        ["log", "--help"],
        ["test", "--help"],
        ["record", "--help"],
        ["pack", "--help"],
        ["pack", "install", "--help"],
        ["edit", "--help"],
    ],
    ids=" ".join,
)
def test_help_loads_nothing_but_click(arguments: list[str]) -> None:
    assert loaded_by(command(*arguments)) == {"click"}


@pytest.mark.parametrize("arguments", [["list"], ["advice"], ["check"], ["map", "one-day-a-week"]], ids=" ".join)
def test_a_plain_command_loads_no_screens(arguments: list[str]) -> None:
    assert loaded_by(command(*arguments)).isdisjoint({"textual", "rich"})


def test_only_the_analysis_loads_networkx() -> None:
    assert "networkx" not in loaded_by("import rehearse.coaching.feedback.catalogue, rehearse.store.session")
    assert "networkx" in loaded_by("import rehearse.analysis.graph")


def test_the_program_paints_before_it_loads_content() -> None:
    assert loaded_by("import rehearse.tui.app").isdisjoint({"pydantic", "yaml", "networkx", "numpy"})
