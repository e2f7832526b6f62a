"""``rehearse brief``: your own meeting, as a form, as questions on plain lines, or as a file in your editor."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, NamedTuple

import click

from rehearse.cli.content import ContentError, pack_option, problem_data, read_library

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from rehearse.model.problem import Problem

EDITORS = ("nano", "vi", "notepad")
"""What is opened where neither VISUAL nor EDITOR says which editor to use, the first that is there."""
NO_TERMINAL = (
    "The form needs a terminal. 'rehearse brief --plain' asks on standard input and output, 'rehearse brief --edit' "
    "opens the file in your editor."
)


class _Wanted(NamedTuple):
    """Which of the things that exclude one another are asked for."""

    plain: bool
    edit: bool
    show: bool
    path: bool
    check: bool
    forget: bool


@click.command()
@click.option("--plain", is_flag=True, help="Ask on standard input and output instead of the full screen.")
@click.option("--edit", is_flag=True, help="Open the file in your editor ($VISUAL, $EDITOR), then check it.")
@click.option("--show", is_flag=True, help="Print what you have answered.")
@click.option("--path", is_flag=True, help="Print where the file is.")
@click.option("--check", is_flag=True, help="Report what cannot be read, with line and column. Exit status 1 if any.")
@click.option("--forget", is_flag=True, help="Delete your brief, and what you changed on the prep sheet.")
@click.option("--yes", is_flag=True, help="With --forget: do not ask.")
@click.option("--json", "as_json", is_flag=True, help="With --show or --check, or alone: print as JSON.")
@pack_option
def brief(packs: tuple[Path, ...], *, yes: bool, as_json: bool, **wanted: bool) -> int:
    """Your own meeting: who, when, what you ask for, why, and what if it fails.

    It fills the names and facts in the talk and makes the page to take along ('rehearse prep'). Nothing has to be
    answered. It is kept in your own folder, readable for you alone, and never leaves this machine.
    """
    want = _Wanted(**wanted)
    if sum(want) > 1:
        message = "--plain, --edit, --show, --path, --check and --forget exclude one another."
        raise click.UsageError(message)
    if yes and not want.forget:
        message = "--yes goes with --forget."
        raise click.UsageError(message)
    if as_json and (want.plain or want.edit or want.path or want.forget):
        message = "--json goes with --show or --check."
        raise click.UsageError(message)
    if want.path:
        from rehearse.store.places import brief_path  # noqa: PLC0415  (loads no pydantic)

        click.echo(brief_path())
        return 0
    if want.forget:
        return _forget(sure=yes)
    if want.edit:
        return _edit(packs)
    if want.check or want.show or as_json:
        return _report(packs, check=want.check, as_json=as_json)
    return _ask(packs, plain=want.plain)


def _report(packs: tuple[Path, ...], *, check: bool, as_json: bool) -> int:
    from rehearse.store.brief import load_brief  # noqa: PLC0415
    from rehearse.store.places import brief_path  # noqa: PLC0415

    found, problems = load_brief(personas=_personas(packs))
    if as_json:
        listed = [problem_data(problem) for problem in problems]
        data = {"path": str(brief_path()), "brief": found.model_dump(mode="json"), "problems": listed}
        click.echo(json.dumps(listed if check else data, indent=2, ensure_ascii=False))
    elif check:
        for problem in problems:
            click.echo(str(problem))
        click.echo(_count(problems) if problems else "No problems.", err=bool(problems))
    else:
        _tell(problems)
        _show()
    return 1 if check and problems else 0


def _show() -> None:
    from rehearse.loading.brief_answers import answer_text  # noqa: PLC0415
    from rehearse.model.brief_questions import QUESTIONS  # noqa: PLC0415
    from rehearse.store.brief import load_brief  # noqa: PLC0415

    found, _ = load_brief()
    if found.is_empty:
        click.echo("Nothing is answered yet. 'rehearse brief' asks the questions.")
        return
    section = ""
    for question in QUESTIONS:
        answer = answer_text(found, question.key)
        if answer and question.section != section:
            click.echo(f"\n{question.section}" if section else question.section)
            section = question.section
        for line in answer.splitlines():
            click.echo(click.wrap_text(f"{question.name}: {line}", 78, "  ", "    "))


def _ask(packs: tuple[Path, ...], *, plain: bool) -> int:
    if not plain:
        from rehearse.cli.fullscreen import open_brief  # noqa: PLC0415

        if not (sys.stdin.isatty() and sys.stdout.isatty()):
            raise ContentError(NO_TERMINAL)
        return open_brief(packs=packs)
    from rehearse.cli.questionnaire import ask_plainly  # noqa: PLC0415
    from rehearse.store.brief import load_brief  # noqa: PLC0415
    from rehearse.store.places import brief_path  # noqa: PLC0415

    personas = _personas(packs)
    found, problems = load_brief(personas=personas)
    _tell(problems)
    if not ask_plainly(found, personas).is_empty:
        click.echo(f"\nKept in {brief_path()}. The page to take along: rehearse prep")
    return 0


def _edit(packs: tuple[Path, ...]) -> int:
    from rehearse.store.brief import brief_to_edit, keep_private, load_brief  # noqa: PLC0415

    try:
        path = brief_to_edit()
    except OSError as error:
        message = f"Your brief cannot be written: {error.strerror or error}."
        raise ContentError(message) from error
    while True:
        _open_editor(path)
        keep_private(path)
        _, problems = load_brief(path, personas=_personas(packs))
        for problem in problems:
            click.echo(str(problem))
        if not problems:
            click.echo("No problems.")
            return 0
        if not (sys.stdin.isatty() and click.confirm("Open it again?", default=True)):
            return 1


def _open_editor(path: Path) -> None:
    named = os.environ.get("VISUAL") or os.environ.get("EDITOR") or next(filter(shutil.which, EDITORS), "")
    if not named:
        message = f"There is no editor: set EDITOR to the name of one. The file is {path}."
        raise ContentError(message)
    try:
        status = subprocess.run([*shlex.split(named), str(path)], check=False).returncode  # noqa: S603  (the person's own)
    except (OSError, ValueError) as error:
        message = f"The editor '{named}' cannot be opened: {getattr(error, 'strerror', None) or error}."
        raise ContentError(message) from error
    if status:
        message = f"The editor '{named}' ended with status {status}. The file is {path}."
        raise ContentError(message)


def _forget(*, sure: bool) -> int:
    from rehearse.store.brief import brief_files, forget_brief  # noqa: PLC0415
    from rehearse.store.places import own_words_path  # noqa: PLC0415

    if not brief_files():
        click.echo("There is no brief.")
        return 0
    own = " and your own words on the prep sheet" if own_words_path().exists() else ""
    if not sure and not click.confirm(f"Delete your brief{own} for good?", default=False):
        click.echo("Nothing was deleted.")
        return 0
    try:
        forget_brief()
    except OSError as error:
        message = f"Your brief cannot be deleted: {error.strerror or error}."
        raise ContentError(message) from error
    click.echo(f"Deleted: your brief{own}." if own else "Your brief is deleted.")
    return 0


def _personas(packs: tuple[Path, ...]) -> Mapping[str, str]:
    """Every boss there is: their titles by id."""
    return {persona.id: persona.title for persona in read_library(packs).personas.values()}


def _tell(problems: tuple[Problem, ...]) -> None:
    for problem in problems:
        click.echo(str(problem), err=True)


def _count(problems: tuple[Problem, ...]) -> str:
    return f"{len(problems)} problem{'' if len(problems) == 1 else 's'}."
