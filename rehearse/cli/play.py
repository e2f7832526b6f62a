"""``rehearse play`` and ``rehearse resume``: straight into the talk, full-screen or as plain lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import click

from rehearse.cli.content import ContentError, pack_option, read_library
from rehearse.cli.language import language_option, speak
from rehearse.tui.talk.modes import LONGEST_TIME, MODES

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from rehearse.engine import Entry
    from rehearse.tui.talk.modes import Mode

    Command = TypeVar("Command", bound=Callable[..., object])

LEVELS_HELP = "How hard the boss is: patient, everyday or tough."


def way_options(command: Command) -> Command:
    """Add the options that say how the talk is shown and practised."""
    for option in (
        click.option("--json", "as_json", is_flag=True, help="With --plain: each step as one line of JSON."),
        click.option(
            "--plain", is_flag=True, help="Plain lines on standard input and output instead of the full screen."
        ),
        click.option(
            "--time",
            "seconds",
            metavar="SECONDS",
            type=click.IntRange(0, LONGEST_TIME),
            help="With --mode real: how long the boss waits for an answer before growing impatient. 0: for ever.",
        ),
        click.option(
            "--mode",
            type=click.Choice(MODES),
            help="Choose among lines (play does, unless this says otherwise), answer from memory, or as in life: no "
            "lines, no hints, feedback afterwards.",
        ),
    ):
        command = option(command)
    return command


def _refuse_together(mode: Mode | None, seconds: int | None, *, plain: bool, as_json: bool) -> None:
    if as_json and not plain:
        message = "--json goes with --plain."
        raise click.UsageError(message)
    if seconds is not None and mode != "real":
        message = "--time goes with --mode real."
        raise click.UsageError(message)
    if seconds is not None and plain:
        message = "--time goes with the full screen: plain lines wait as long as you like."
        raise click.UsageError(message)


@click.command()
@click.argument("scenario")
@click.option("--boss", required=True, help="Which persona is across the table; two as A+B.")
@click.option("--level", default="everyday", show_default=True, help=LEVELS_HELP)
@click.option("--seed", type=click.IntRange(0, 2**63 - 1), help="Makes chance repeatable. Drawn if not given.")
@click.option(
    "--feedback",
    type=click.Choice(["now", "later"]),
    default="now",
    show_default=True,
    help="After every line, or only in the debrief.",
)
@click.option(
    "--say",
    "said",
    metavar="A,B,C",
    default="",
    help="Say these choices first, by their ids, and begin after them; '=move' makes a move that is not on offer.",
)
@way_options
@language_option
@pack_option
def play(  # noqa: PLR0913  (its options)
    scenario: str,
    packs: tuple[Path, ...],
    *,
    boss: str,
    level: str,
    seed: int | None,
    feedback: str,
    said: str,
    mode: Mode | None,
    seconds: int | None,
    plain: bool,
    as_json: bool,
    language: str | None,
) -> int:
    """Start straight in the talk: SCENARIO with the boss of your choice.

    'rehearse list' names the scenarios and bosses. With --plain, answers are choice numbers or choice ids, or your own
    words, one a line; /undo, /advice, /help and /quit do what they say; the end of the input keeps the rehearsal for
    later.
    """
    _refuse_together(mode, seconds, plain=plain, as_json=as_json)
    speak(language, packs, scenario, boss)
    lines, seed = _said_first(said, packs, scenario=scenario, boss=boss, level=level, seed=seed)
    if plain:
        from rehearse.cli.plain import begin_plainly  # noqa: PLC0415  (Textual is not imported here)

        return begin_plainly(
            read_library(packs),
            scenario=scenario,
            persona=boss,
            level=level,
            seed=seed,
            feedback=feedback,
            mode=mode or "guided",
            as_json=as_json,
            said=lines,
        )
    from rehearse.cli.fullscreen import open_talk  # noqa: PLC0415

    _refuse_unknown(packs, scenario, boss, level)
    return open_talk(
        scenario=scenario,
        persona=boss,
        level=level,
        seed=seed,
        feedback=feedback,
        mode=mode or "guided",
        seconds=seconds,
        packs=packs,
        said=lines,
    )


def _said_first(
    said: str, packs: tuple[Path, ...], *, scenario: str, boss: str, level: str, seed: int | None
) -> tuple[tuple[Entry, ...], int | None]:
    """What is said before the person begins, and the seed with which it can be said."""
    names = [name.strip() for name in said.split(",") if name.strip()]
    if not names:
        return (), seed
    from rehearse.store.opening import Unsayable, opening_lines  # noqa: PLC0415  (loads the content)
    from rehearse.store.session import UnknownContent, new_seed  # noqa: PLC0415

    seed = new_seed() if seed is None else seed
    library = read_library(packs)
    try:
        lines = opening_lines(library, scenario=scenario, persona=boss, level=level, seed=seed, said=names)
    except (UnknownContent, Unsayable) as error:
        raise ContentError(str(error)) from error
    return lines, seed


def _refuse_unknown(packs: tuple[Path, ...], scenario: str, boss: str, level: str) -> None:
    """Say at once, before the screen opens, what is not there."""
    from rehearse.loading.library import unknown_id, wrong_boss  # noqa: PLC0415

    library = read_library(packs)
    levels = {known.id: known for known in library.rules.levels} if library.rules else {}
    if scenario not in library.scenarios:
        raise ContentError(unknown_id(scenario, library.scenarios, "scenario"))
    if wrong := wrong_boss(boss, library.personas):
        raise ContentError(wrong)
    if level not in levels:
        raise ContentError(unknown_id(level, levels, "level"))


@click.command()
@click.argument("rehearsal", required=False)
@way_options
@language_option
@pack_option
def resume(
    rehearsal: str | None,
    packs: tuple[Path, ...],
    *,
    mode: Mode | None,
    seconds: int | None,
    plain: bool,
    as_json: bool,
    language: str | None,
) -> int:
    """Go on with an unfinished REHEARSAL: its id from 'rehearse journal', or the newest if none is given."""
    from rehearse.store.journal import Journal  # noqa: PLC0415

    _refuse_together(mode, seconds, plain=plain, as_json=as_json)
    journal = Journal.open()
    if journal.notice:
        click.echo(journal.take_notice(), err=True)
    if rehearsal is None:
        unfinished = journal.unfinished()
        record = unfinished[0] if unfinished else None
        missing = "There is no unfinished rehearsal."
    else:
        record = journal.get(rehearsal)
        missing = f"There is no rehearsal '{rehearsal}'. 'rehearse journal' lists them."
    if record is None:
        raise ContentError(missing)
    speak(language, packs, record.scenario, record.persona)
    if plain:
        from rehearse.cli.plain import resume_plainly  # noqa: PLC0415

        return resume_plainly(read_library(packs), journal, record, mode=mode or "guided", as_json=as_json)
    journal.close()
    from rehearse.cli.fullscreen import open_resumed  # noqa: PLC0415

    return open_resumed(record.id, mode=mode or "", seconds=seconds, packs=packs)
