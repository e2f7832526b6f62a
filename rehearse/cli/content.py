"""What the commands share: the packs option, and reading the library with its problems told."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from rehearse.model.codes import CODES

if TYPE_CHECKING:
    from collections.abc import Callable

    from rehearse.authoring.writing.changes import Change
    from rehearse.loading.library import Library
    from rehearse.model.problem import Problem

pack_option: Callable[[Any], Any] = click.option(
    "--pack",
    "packs",
    multiple=True,
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Also read scenarios, personas and advice from this folder. May be given more than once.",
)


class ContentError(click.ClickException):
    """Something asked for is not there, or cannot be used: a sentence, and exit status 2."""

    exit_code = 2


def write_new(text: str | bytes, output: Path) -> None:
    """Write a file that is not there yet. Raises ``ContentError`` with a sentence where it is, or cannot be written."""
    try:
        with output.open("xb") as file:
            file.write(text if isinstance(text, bytes) else text.replace("\n", os.linesep).encode())
    except FileExistsError as error:
        message = f"'{output}' is there already; nothing was written. Choose another name."
        raise ContentError(message) from error
    except OSError as error:
        message = f"'{output}' cannot be written: {error.strerror or error}."
        raise ContentError(message) from error


def rewrite_as(change: Change) -> None:
    """Write what a file becomes by *change*. Raises ``ContentError`` with a sentence where it cannot be written."""
    from rehearse.authoring.writing.rewriting import rewrite  # noqa: PLC0415  (not for --help)

    try:
        rewrite(change.path, change.after)
    except OSError as error:
        message = f"'{change.path}' cannot be written: {error.strerror or error}."
        raise ContentError(message) from error


def problem_data(problem: Problem) -> dict[str, object]:
    """A problem as commands print it with --json."""
    return {
        "code": problem.code,
        "severity": problem.severity,
        "path": problem.span.path,
        "line": problem.span.line,
        "column": problem.span.column,
        "message": problem.message,
        "hint": problem.hint,
        "play": problem.play,
        "title": CODES[problem.code].title if problem.code in CODES else "",
    }


def read_library(packs: tuple[Path, ...]) -> Library:
    """The shipped content, the packs in the person's data folder, and *packs*; errors are counted on standard error.

    Its texts are in the language that the person plays in.
    """
    from rehearse.loading.library import load_library  # noqa: PLC0415  (loads pydantic only here)
    from rehearse.store.places import packs as installed_packs  # noqa: PLC0415

    library = load_library((*installed_packs(), *packs))
    if library.errors:
        count = len(library.errors)
        click.echo(
            f"{count} problem{'' if count == 1 else 's'} in the content; what has one is left out. "
            f"The first: {library.errors[0]}",
            err=True,
        )
    from rehearse.store.languages import as_remembered  # noqa: PLC0415

    return as_remembered(library)
