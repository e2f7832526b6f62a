"""``rehearse progress``: what was met, what worked, what is still unproven."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from rehearse.cli.content import ContentError, pack_option, read_library
from rehearse.cli.words import WIDTH, as_json, blank, paragraph, row

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence
    from pathlib import Path

    from rehearse.coaching.between.progress import Met, Progress, Used

NOTHING = "Nothing yet: it begins with the first rehearsal or the first drill."
MOST_SIGNS = 12


@click.command()
@click.option("--boss", default="", help="With which boss, if not the one in your brief; two as A+B.")
@click.option("--plain", is_flag=True, help="Print it (which it does anyway).")
@click.option("--json", "print_json", is_flag=True, help="Print it as JSON.")
@pack_option
def progress(packs: tuple[Path, ...], *, boss: str, plain: bool, print_json: bool) -> None:
    """What you have met in rehearsals and drills, how often you answered it well, and what is still unproven.

    No score: what happened is counted, and nothing is made of it that it does not say.
    """
    del plain
    from rehearse.store.brief import load_brief  # noqa: PLC0415  (loaded only here)
    from rehearse.store.journal import Journal  # noqa: PLC0415
    from rehearse.store.practice import usual_boss  # noqa: PLC0415
    from rehearse.store.progress import progress_now  # noqa: PLC0415
    from rehearse.store.session import UnknownContent  # noqa: PLC0415
    from rehearse.store.settings import load_settings  # noqa: PLC0415

    library = read_library(packs)
    book = Journal.open()
    try:
        brief, _ = load_brief(personas=library.personas)
        across = boss or usual_boss(library, book, brief, load_settings().persona)
        found = progress_now(library, book, brief, across)
        if book.notice:
            click.echo(book.take_notice(), err=True)
    except UnknownContent as error:
        raise ContentError(str(error)) from error
    finally:
        book.close()
    levels = {level.id: level.label for level in library.rules.levels} if library.rules else {}
    if print_json:
        as_json(_data(found))
    elif found.is_empty:
        paragraph(NOTHING)
    else:
        _tell(found, brief.ask.accepts, levels)


def _tell(found: Progress, accepts: Sequence[str], levels: dict[str, str]) -> None:
    from rehearse.coaching.between.progress import ALL_SHOWN, DRILLED, DRILLED_BADLY, REACHED  # noqa: PLC0415
    from rehearse.coaching.between.progress_chart import signs  # noqa: PLC0415
    from rehearse.coaching.feedback.values import SYMBOLS  # noqa: PLC0415

    if found.results:
        paragraph("How your rehearsals ended")
        _chart(found, accepts, levels)
        blank()
    paragraph(f"What worries {found.name}")
    for worry in found.concerns:
        row(f"  {worry.label}{' (underneath)' if worry.deep else ''}")
        if not worry.met:
            row(f"    has not come up{' yet' if not worry.hidden else ''}")
            continue
        counted = f"answered well {worry.well} of {_times(len(worry.met))}, last {_last(worry.met)}"
        row(f"    {signs([met.sign for met in worry.met], MOST_SIGNS)}   {counted}")
    legend = [f"{sign} {word}" for sign, word in REACHED.values()]
    paragraph("   ".join([*legend, f"{DRILLED} {DRILLED_BADLY} in a drill"]), "  ")
    blank()
    paragraph("Still unproven")
    for sentence in found.unproven or (ALL_SHOWN,):
        paragraph(f"- {sentence}", "  ", "    ")
    for title, rows in found.groups:
        blank()
        paragraph(title)
        for move in rows:
            verdicts = signs([SYMBOLS[each.verdict] for each in move.used], MOST_SIGNS)
            counted = f"{move.well} of {len(move.used)}"
            row(f"  {verdicts:>{MOST_SIGNS + 1}}  {counted:>8}  {move.label}, last {_last(move.used)}")
    if found.moves:
        paragraph("▲ strong   △ fair   ▽ weak   ▼ costly", "  ")


def _chart(found: Progress, accepts: Sequence[str], levels: dict[str, str]) -> None:
    from rehearse.coaching.between.progress_chart import COLUMN, GUTTER, LEGEND, chart  # noqa: PLC0415

    picture = chart(found.results, accepts, levels, WIDTH - 2)

    def line(label: str, edge: str, cells: Sequence[str]) -> None:
        row(f"  {label:<{GUTTER}}{edge} {''.join(f'{cell:<{COLUMN}}' for cell in cells)}")

    for each in picture.rows:
        line(each.label, each.edge, each.cells)
    line("level", " ", picture.levels)
    if picture.bosses:
        line("boss", " ", picture.bosses)
    paragraph(LEGEND, "  ")


def _times(count: int) -> str:
    return f"{count} time{'' if count == 1 else 's'}"


def _last(each: Sequence[Met] | Sequence[Used]) -> str:
    from rehearse.store import clock  # noqa: PLC0415
    from rehearse.tui.dates import day  # noqa: PLC0415

    at: dt.datetime = each[-1].at
    return day(at, clock.now())


def _data(found: Progress) -> dict[str, Any]:
    return {
        "boss": found.boss,
        "name": found.name,
        "results": [
            {
                "id": each.id,
                "at": each.at.isoformat(),
                "boss": each.boss,
                "level": each.level,
                "ending": each.kind,
                "within": each.within,
                "own_words": each.own_words,
            }
            for each in found.results
        ],
        "concerns": [
            {
                "id": each.id,
                "label": each.label,
                "deep": each.deep,
                "met": len(each.met),
                "well": each.well,
                "never_out": each.hidden,
                "last": each.met[-1].at.isoformat() if each.met else None,
            }
            for each in found.concerns
        ],
        "moves": [
            {
                "id": each.id,
                "label": each.label,
                "used": len(each.used),
                "well": each.well,
                "last": each.used[-1].at.isoformat(),
                "answers": list(each.answers),
            }
            for each in found.moves
        ],
        "unproven": list(found.unproven),
    }
