"""``rehearse new``: a scenario, a persona, a card or a pack that works from the first minute."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from rehearse.cli.content import ContentError, pack_option, write_new

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from rehearse.authoring.writing.new import Kind, NewFile, Place
    from rehearse.loading.library import Library

T = TypeVar("T")

into_option: Callable[[Any], Any] = click.option(
    "--into",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="The pack's folder. Otherwise the pack around the current folder, or the current folder itself.",
)


@click.group()
def new() -> None:
    """Begin a scenario, a persona, cards or a pack: a small, commented file that works and can be played at once.

    On a terminal two or three questions are asked; each can be answered by an option instead. Nothing is ever
    overwritten.
    """


@new.command()
@click.argument("name")
@click.option("--title", help="What lists call the meeting.")
@click.option("--asks", help="What you ask for, going on from 'I would like'.")
@into_option
@pack_option
def scenario(name: str, title: str | None, asks: str | None, into: Path | None, packs: tuple[Path, ...]) -> None:
    """Begin a meeting to rehearse. NAME is its id, such as ask-for-a-raise."""
    from rehearse.authoring.writing.new import new_scenario, title_of  # noqa: PLC0415  (loads the content only here)

    place, library = _opened("scenario", name, into, packs)
    title = _answer("What is the meeting called?", title, title_of(name))
    asks = _answer("What do you ask for? I would like …", asks, "one afternoon a week for a course")
    made = _made(lambda: new_scenario(name, place, title=title, asks=asks))
    _write((made,), place, packs)
    boss = next(iter(library.personas), "BOSS")
    _tell(
        (made,),
        place,
        f"rehearse check {_shown(made.path)} --strict",
        f"rehearse play {name} --boss {boss}{_with(place)}",
        f"rehearse edit {name}{_with(place)}",
    )


@new.command()
@click.argument("name")
@click.option("--title", help="A label for lists, such as 'The one who counts the cost'.")
@click.option("--boss", help="The boss's name: first name and surname.")
@click.option("--pronoun", type=click.Choice(["she", "he", "they"]), help="How the program speaks of them.")
@into_option
@pack_option
def persona(
    name: str,
    title: str | None,
    boss: str | None,
    pronoun: str | None,
    into: Path | None,
    packs: tuple[Path, ...],
) -> None:
    """Begin a boss. NAME is their id, such as counts-the-cost. It works with every meeting as it stands."""
    from rehearse.authoring.writing.new import new_persona  # noqa: PLC0415  (loads the content only here)

    place, library = _opened("persona", name, into, packs)
    boss = _answer("What is the boss's name?", boss, "Alex Brandt")
    pronoun = _answer("she, he or they?", pronoun, "they", ("she", "he", "they"))
    title = _answer("What would a list call them?", title, "The one who does the rota")
    made = _made(lambda: new_persona(name, place, title=title, boss=boss, pronoun=pronoun))
    _write((made,), place, packs)
    meeting = next(iter(library.scenarios), "MEETING")
    _tell(
        (made,),
        place,
        f"rehearse check {_shown(made.path)} --strict",
        f"rehearse play {meeting} --boss {name}{_with(place)}",
        f"rehearse edit {meeting} --boss {name}{_with(place)}",
    )


@new.command()
@click.argument("name")
@click.option("--title", help="The advice in a sentence, as an instruction.")
@click.option("--move", help="The move that it recommends. Otherwise: propose-a-trial.")
@click.option("--point", help="The point that it stands on, such as LP-09. Otherwise one that fits the move.")
@into_option
@pack_option
def card(
    name: str,
    title: str | None,
    move: str | None,
    point: str | None,
    into: Path | None,
    packs: tuple[Path, ...],
) -> None:
    """Begin an advice card. NAME is its id, such as offer-a-trial-first."""
    from rehearse.authoring.writing.new import USUAL_MOVE, new_card, title_of  # noqa: PLC0415  (loads the content only here)

    place, library = _opened("card", name, into, packs)
    title = _answer("What does it advise, in one sentence?", title, title_of(name))
    move = _answer("Which move does it recommend?", move, USUAL_MOVE)
    made = _made(lambda: new_card(name, place, library, title=title, move=move, point=point or ""))
    _write((made,), place, packs)
    _tell(
        (made,),
        place,
        f"rehearse check {_shown(made.path)} --strict",
        f"rehearse advice {shlex.quote(title)}{_with(place)}",
    )


@new.command()
@click.argument("name")
@click.option("--title", help="What the pack is called.")
@click.option("--author", help="Who writes it.")
@click.option("--bosses-only", is_flag=True, help="Without a meeting to begin with: the pack is for bosses.")
@click.option(
    "--into", type=click.Path(path_type=Path, exists=True, file_okay=False), help="The folder to make its folder in."
)
def pack(name: str, title: str | None, author: str | None, into: Path | None, *, bosses_only: bool) -> None:
    """Begin a pack: a folder called NAME with a meeting, its tests, and what editors need."""
    from rehearse.authoring.writing.new import Place, new_id, new_pack, title_of  # noqa: PLC0415  (loads the content only here)

    _made(lambda: new_id("pack", name))
    folder = into or Path()
    if (folder / name).exists():
        message = f"'{folder / name}' is there already; nothing was written. Choose another name."
        raise ContentError(message)
    title = _answer("What is the pack called?", title, title_of(name))
    author = _answer("Who writes it?", author, "Somebody")
    files = _made(lambda: new_pack(name, folder, title=title, author=author, meeting=not bosses_only))
    place = Place(folder / name, is_new=False)
    _write(files, place, ())
    if bosses_only:
        (folder / name / "personas").mkdir(exist_ok=True)  # by which a folder is known as a pack
        _tell(files, place, f"rehearse new persona NAME --into {_shown(folder / name)}")
        return
    scenario_id = next(file.path.stem for file in files if file.path.parent.name == "scenarios")
    _tell(
        files,
        place,
        f"rehearse check {_shown(folder / name)} --strict",
        f"rehearse play {scenario_id} --boss sociable{_with(place)}",
        f"rehearse edit {scenario_id}{_with(place)}",
    )


def _opened(kind: Kind, name: str, into: Path | None, packs: tuple[Path, ...]) -> tuple[Place, Library]:
    """Where it goes and what is there already; refuses a name that is none, or is taken."""
    from rehearse.authoring.workplace import content_packs  # noqa: PLC0415
    from rehearse.authoring.writing.new import new_id, place_for  # noqa: PLC0415
    from rehearse.loading.library import load_library  # noqa: PLC0415

    _made(lambda: new_id(kind, name))
    place = place_for(into)
    library = load_library(content_packs(packs, place.pack))
    shelves: dict[str, Mapping[str, object]] = {
        "scenario": library.scenarios,
        "persona": library.personas,
        "card": library.cards,
    }
    shelf = shelves[kind]
    _made(lambda: new_id(kind, name, shelf))
    return place, library


def _made(make: Callable[[], T]) -> T:
    """What *make* makes; where it refuses, its sentence."""
    from rehearse.authoring.writing.new import NotMade  # noqa: PLC0415

    try:
        return make()
    except NotMade as error:
        raise ContentError(str(error)) from error


def _answer(question: str, given: str | None, otherwise: str, options: tuple[str, ...] = ()) -> str:
    """What an option has given; else the answer of whoever sits at the terminal; without one what is usual."""
    if given is not None:
        return given
    if not sys.stdin.isatty():
        return otherwise
    kind = click.Choice(options) if options else None
    answer: str = click.prompt(question, default=otherwise, type=kind, show_choices=False)
    return answer


def _write(files: tuple[NewFile, ...], place: Place, packs: tuple[Path, ...]) -> None:
    from rehearse.authoring.workplace import content_packs  # noqa: PLC0415
    from rehearse.authoring.writing.schemas import write_schemas  # noqa: PLC0415
    from rehearse.loading.library import load_library  # noqa: PLC0415

    for file in files:
        try:
            file.path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            message = f"'{file.path.parent}' cannot be made: {error.strerror or error}."
            raise ContentError(message) from error
        write_new(file.text, file.path)
    try:
        write_schemas(place.pack, load_library(content_packs(packs, place.pack)))
    except OSError as error:
        click.echo(f"What editors complete by could not be written: {error.strerror or error}.", err=True)


def _tell(files: tuple[NewFile, ...], place: Place, *commands: str) -> None:
    if place.is_new:
        click.echo(f"There was no pack here: '{place.pack}' is one now.")
    for file in files:
        click.echo(f"Wrote {_shown(file.path)}")
    click.echo("\nNext:")
    for command in commands:
        click.echo(f"  {command}")


def _shown(path: Path) -> str:
    """*path* as it can be pasted into a shell, from the current folder if it lies there."""
    try:
        path = path.resolve().relative_to(Path.cwd())
    except ValueError:
        path = path.resolve()
    return shlex.quote(str(path))


def _with(place: Place) -> str:
    return f" --pack {_shown(place.pack)}"
