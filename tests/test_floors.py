"""The floors as running programs see them: what has been loaded, and what has not."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from rehearse.cli.commands import ALL_COMMANDS
from tests.worlds import meeting, write

if TYPE_CHECKING:
    from pathlib import Path

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


def test_no_help_loads_anything_but_click() -> None:
    helps = [[], ["pack", "install"], ["workshop", "run"], *([name] for name in ALL_COMMANDS)]
    watch = f"print('LOADED', *sorted({LARGE!r} & set(sys.modules)), file=sys.stderr)"
    program = "import sys\n" + "\n".join(f"{command(*names, '--help')}\n{watch}" for names in helps)
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    loaded = done.stderr.splitlines()  # by each and those before it, so the first with more is to blame
    assert dict(zip(map(" ".join, helps), loaded, strict=True)) == {" ".join(names): "LOADED click" for names in helps}
    assert done.stdout.count("Usage: rehearse") == len(helps)


@pytest.mark.parametrize("arguments", [["list"], ["advice"], ["map", "one-day-a-week"]], ids=" ".join)
def test_a_plain_command_loads_no_screens(arguments: list[str]) -> None:
    assert loaded_by(command(*arguments)).isdisjoint({"textual", "rich"})


def test_nor_does_the_check_of_a_meeting(tmp_path: Path) -> None:
    pack = write(
        tmp_path / "pack", {"scenarios/meeting.yaml": meeting("open: {phase: opening, boss: So., goto: done}")}
    )
    loaded = loaded_by(command("check", str(pack / "scenarios" / "meeting.yaml")).replace("== 0", "in {0, 1}"))
    assert "numpy" in loaded, "nothing was looked into"
    assert loaded.isdisjoint({"textual", "rich"})


def test_only_the_analysis_loads_networkx() -> None:
    assert "networkx" not in loaded_by("import rehearse.coaching.feedback.catalogue, rehearse.store.session")
    assert "networkx" in loaded_by("import rehearse.analysis.graph")


def test_the_program_paints_before_it_loads_content() -> None:
    assert loaded_by("import rehearse.tui.app").isdisjoint({"pydantic", "yaml", "networkx", "numpy"})
