"""``rehearse record``: makes a test of a rehearsal."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rehearse.cli.content import ContentError, pack_option

if TYPE_CHECKING:
    from rehearse.authoring.tests.recorded import Recorded
    from rehearse.store.journal import Record


@click.command()
@click.argument("rehearsal", required=False)
@click.option(
    "--into", type=click.Path(path_type=Path, dir_okay=False), help="The file of tests. Made where not there."
)
@click.option("--name", metavar="SENTENCE", help="What the test says: a sentence that is true of the meeting.")
@click.option(
    "--every-step", is_flag=True, help="Expect node, meters and concerns after each line, not only in the end."
)
@click.option("--no-words", is_flag=True, help="Write what typed words were read as, and leave the words out.")
@pack_option
def record(
    rehearsal: str | None,
    packs: tuple[Path, ...],
    *,
    into: Path | None,
    name: str | None,
    every_step: bool,
    no_words: bool,
) -> None:
    """Make a test of REHEARSAL (its id, or how the id begins), or of the one that ended last.

    The test is added to SCENARIO.tests.yaml beside a scenario of your own; one of a meeting that comes with the program
    or with an installed pack goes into the folder tests of the pack that you are in. --into names another file. What
    stands there stays as it is. Nothing of your brief gets into it, but words that you typed do: read them before you
    hand the file on.
    """
    from rehearse.authoring.tests.place import packs_beside, place_of_test  # noqa: PLC0415  (loads the library)
    from rehearse.authoring.tests.recorded import CannotRecord, appended, recorded  # noqa: PLC0415
    from rehearse.authoring.workplace import content_packs  # noqa: PLC0415
    from rehearse.engine.play import StoryLoop  # noqa: PLC0415
    from rehearse.loading.library import load_library  # noqa: PLC0415
    from rehearse.store.brief import load_brief  # noqa: PLC0415
    from rehearse.store.session import UnknownContent  # noqa: PLC0415

    chosen = _chosen(rehearsal)
    library = load_library(content_packs(content_packs(packs), into))
    if chosen.scenario not in library.scenarios:
        message = f"There is no scenario '{chosen.scenario}'. If it belongs to a pack, name its folder: --pack FOLDER."
        raise ContentError(message)
    brief, _ = load_brief()
    try:
        made = recorded(
            library,
            chosen,
            name=name or _sentence(chosen),
            every_step=every_step,
            words=not no_words,
            brief=brief,
        )
        path = place_of_test(library, chosen.scenario, into)
        raw = path.read_bytes() if path.is_file() else None
        made, name = _with_free_name(made, name or _sentence(chosen), path, raw)
        new, line = appended(path, raw, chosen.scenario, made.lines)
        _write(path, new)
    except (CannotRecord, UnknownContent, StoryLoop) as error:
        raise ContentError(str(error)) from error
    except OSError as error:
        message = f"'{error.filename or into}' cannot be read or written: {error.strerror or error}."
        raise ContentError(message) from error
    click.echo(f"Added to {path}, line {line}: {name}")
    options = "".join(
        f" --pack {shlex.quote(str(pack))}" for pack in packs_beside(library, chosen.scenario, chosen.persona, path)
    )
    click.echo(f"Run it: rehearse test {shlex.quote(str(path))}{options}")
    _warn(made)


def _chosen(rehearsal: str | None) -> Record:
    from rehearse.store.journal import Journal  # noqa: PLC0415

    book = Journal.open()
    try:
        if book.notice:
            click.echo(book.take_notice(), err=True)
        if rehearsal is not None:
            found = book.get(rehearsal)
            message = f"There is no rehearsal '{rehearsal}'. 'rehearse journal' lists them."
        else:
            found = next((each for each in book.rehearsals() if each.ending is not None), None)
            message = "No rehearsal has ended yet. Play one, or name one: 'rehearse journal' lists them."
    finally:
        book.close()
    if found is None:
        raise ContentError(message)
    return found


def _sentence(chosen: Record) -> str:
    from rehearse.coaching.report.markdown import ENDING_WORDS  # noqa: PLC0415

    return f"A talk with {chosen.persona} that comes to this end: {ENDING_WORDS[chosen.ending or 'unfinished']}"


def _with_free_name(made: Recorded, name: str, path: Path, raw: bytes | None) -> tuple[Recorded, str]:
    """The test with a name that none in the file has."""
    from dataclasses import replace  # noqa: PLC0415
    from itertools import count  # noqa: PLC0415

    from rehearse.authoring.tests.recorded import quoted  # noqa: PLC0415
    from rehearse.loading.tests import meeting_tests_in  # noqa: PLC0415

    file = meeting_tests_in(path, raw)[0] if raw else None
    taken = {test.name for test in file.tests.tests} if file else set()
    free = next(each for number in count(1) if (each := name if number == 1 else f"{name} ({number})") not in taken)
    return replace(made, lines=(f"name: {quoted(free)}", *made.lines[1:])), free


def _write(path: Path, new: bytes) -> None:
    from rehearse.store.places import write_whole  # noqa: PLC0415

    mode = path.stat().st_mode & 0o777 if path.is_file() else 0o644
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path.resolve(), new)
    path.chmod(mode)


def _warn(made: Recorded) -> None:
    if not made.own_words:
        return
    turns = ", ".join(map(str, made.own_words))
    one = len(made.own_words) == 1
    click.echo(
        f"It holds words of your own, from {'turn' if one else 'turns'} {turns}. Read them before you hand the file "
        "on, or record with --no-words.",
        err=True,
    )
    if made.personal:
        click.echo(f"Something of your brief seems to stand in turn {', '.join(map(str, made.personal))}.", err=True)
