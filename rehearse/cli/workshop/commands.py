"""``rehearse workshop``: leads a session, lists those that were, and deletes them."""

from __future__ import annotations

import asyncio
import json
import sys
import time
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from rehearse.cli.content import ContentError, pack_option

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Sequence
    from typing import Any

    from rehearse.workshop.archive.archive import Archive, Kept
    from rehearse.workshop.session.events import TieRule

NO_TERMINAL = "A workshop is led in a terminal, and there is none here."
MOST_DAYS = 3650
SIMULATED, MOST_SIMULATED = 30, 200
T = TypeVar("T")

store_option: Callable[[Any], Any] = click.option(
    "--store",
    default="",
    metavar="FILE|URL",
    help="Where sessions are kept: a file, or postgresql://… (extra 'postgres'). Else: a file of the program's own.",
)


_PLACE: tuple[Callable[[Any], Any], ...] = (
    click.option(
        "--lan", is_flag=True, help="Let phones in this computer's network reach it, not this computer alone."
    ),
    click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0: any that is free."),
    click.option("--tls-cert", type=click.Path(path_type=Path), help="A certificate, for https."),
    click.option("--tls-key", type=click.Path(path_type=Path), help="The certificate's key."),
    click.option(
        "--public", default="", metavar="ADDRESS", help="The address by which people reach a proxy before it."
    ),
    click.option(
        "--proxied-by", default="", metavar="IP,…", help="Proxies whose word on where a request comes from counts."
    ),
)


def place_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Where pages are served."""
    for option in reversed(_PLACE):
        command = option(command)
    return command


to_option: Callable[[Any], Any] = click.option(
    "--to",
    type=click.Path(path_type=Path),
    metavar="FILE|FOLDER",
    help="Where it is written; - is standard output. Else: a name made of day and title, in this folder.",
)
force_option: Callable[[Any], Any] = click.option("--force", is_flag=True, help="Write over what is there.")


@click.group()
def workshop() -> None:
    """Lead a group through a conversation: they vote by phone, you pause, reveal, rewind.

    Everything is stored as it happens. Loopback only, unless --lan is given.
    """


@workshop.command(short_help="Open a session, or go on with one that was interrupted.")
@click.argument("scenario")
@click.option("--boss", required=True, help="Which persona is across the table; two joined by + make a mix.")
@click.option("--level", default="everyday", show_default=True, help="How hard the boss is.")
@click.option("--name", default="", help="What the session is called. Else: the meeting's title.")
@click.option("--new", is_flag=True, help="Begin another session, even where one like it was interrupted.")
@click.option(
    "--projector-safe", "safe", is_flag=True, help="Begin with notes, names and tallies hidden on your screen."
)
@click.option(
    "--tie",
    type=click.Choice(["coach", "first", "chance"]),
    default="coach",
    show_default=True,
    help="What breaks a tie: you, the line that stands first, or chance.",
)
@click.option("--named", is_flag=True, help="Name people in the report. Else the session is anonymous.")
@click.option("--keep", type=click.IntRange(1, MOST_DAYS), help="Days for which it is kept.  [default: 30]")
@click.option(
    "--trial",
    type=click.IntRange(1, MOST_SIMULATED),
    is_flag=False,
    flag_value=SIMULATED,
    default=None,
    metavar="[N]",
    help=f"Practise leading it: with N simulated people, {SIMULATED} unless it is said how many.",
)
@place_options
@store_option
@pack_option
def run(  # noqa: PLR0913  (what a session is begun with)
    scenario: str,
    packs: tuple[Path, ...],
    *,
    boss: str,
    level: str,
    lan: bool,
    port: int,
    name: str,
    new: bool,
    safe: bool,
    tie: TieRule,
    named: bool,
    keep: int | None,
    trial: int | None,
    tls_cert: Path | None,
    tls_key: Path | None,
    public: str,
    proxied_by: str,
    store: str,
) -> int:
    """Lead SCENARIO with a group, from this terminal.

    It shows a code and a QR code to join by, and the address of the projector's page. If it is interrupted, the same
    command goes on at the same line, with the same votes and timer.
    """
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise ContentError(NO_TERMINAL)
    from rehearse.cli.workshop.log import logged  # noqa: PLC0415  (nothing of it for --help)
    from rehearse.cli.workshop.run import Wanted, led  # noqa: PLC0415
    from rehearse.workshop.server.serving import Place  # noqa: PLC0415

    place = Place(port, lan, tls_cert, tls_key, public, proxied_by)
    wanted = Wanted(
        scenario=scenario,
        boss=boss,
        level=level,
        name=name,
        tie=tie,
        new=new,
        safe=safe,
        anonymous=not named,
        keep=keep,
        trial=trial or 0,
    )
    with logged():
        done = _waited_for(led(wanted, place, store or _usual_store(), packs))
    if done.told:
        click.echo(done.told, err=bool(done.status))
    return done.status


@workshop.command(short_help="One server more for a session that is led elsewhere.")
@click.argument("session")
@place_options
@click.option("--store", required=True, metavar="postgresql://…", help="The database in which the session is kept.")
@pack_option
def serve(  # noqa: PLR0913  (where it serves what)
    session: str,
    packs: tuple[Path, ...],
    *,
    lan: bool,
    port: int,
    tls_cert: Path | None,
    tls_key: Path | None,
    public: str,
    proxied_by: str,
    store: str,
) -> int:
    """Serve SESSION, which 'rehearse workshop run' leads, from one process more: pages, votes, and no coach's screen.

    SESSION is its id or its code. All processes share one PostgreSQL database and stand behind a proxy. It
    ends with the session, or when it is told to (SIGTERM, Ctrl+C); phones go on at the others then.
    """
    from rehearse.cli.workshop.serve import served  # noqa: PLC0415  (nothing of it for --help)
    from rehearse.workshop.server.serving import Place  # noqa: PLC0415

    place = Place(port, lan, tls_cert, tls_key, public, proxied_by)
    done = _waited_for(served(session, place, store, packs))
    if done.told:
        click.echo(done.told, err=bool(done.status))
    return done.status


@workshop.command("list", short_help="List the sessions that are kept.")
@click.option("--json", "as_json", is_flag=True, help="Print the list as JSON.")
@store_option
def list_sessions(*, as_json: bool, store: str) -> None:
    """List the sessions that are kept, the newest first."""
    found = _waited_for(_in_archive(store, lambda archive: archive.sessions()))
    if as_json:
        click.echo(json.dumps([_data(kept) for kept in found], indent=2, ensure_ascii=False))
    elif not found:
        click.echo("No session is kept.")
    for kept in () if as_json else found:
        state = f"ended {_day(kept.ended)}" if kept.ended is not None else f"not ended, code {kept.code}"
        until = f"kept until {_day(kept.keep_until)}" if kept.keep_until is not None else "kept for ever"
        click.echo(f"{kept.id}  {_day(kept.created)}  {_plain(kept.title)}  ({state}; {until})")


@workshop.command(short_help="Write a page about a session, while it runs or afterwards.")
@click.argument("session", default="")
@to_option
@click.option("--open", "opens", is_flag=True, help="Show it in the browser.")
@force_option
@store_option
@pack_option
def report(session: str, packs: tuple[Path, ...], *, to: Path | None, opens: bool, force: bool, store: str) -> None:
    """Write a page about SESSION to hand around: what was chosen, by how many, what it was worth, what was missed.

    SESSION is an id, as 'rehearse workshop list' gives it, or the code of one that runs; else it is the newest. It is
    one file that prints well and needs nothing else.
    """
    from rehearse.cli.workshop.report import stored_of, written_report  # noqa: PLC0415  (nothing of it for --help)

    found = _waited_for(_in_archive(store, lambda archive: stored_of(archive, session)))
    place = written_report(found, packs, to, force=force)
    if place is not None:
        click.echo(f"Written: {place}", err=True)
    if place is not None and opens:
        click.launch(place.absolute().as_uri())


@workshop.command(short_help="Write a session as tables or as xAPI statements.")
@click.argument("session", default="")
@click.option(
    "--format",
    "form",
    type=click.Choice(["csv", "xlsx", "xapi"]),
    required=True,
    help="A folder of tables, one workbook (extra 'xlsx'), or statements for a learning record store.",
)
@to_option
@force_option
@store_option
@pack_option
def export(session: str, packs: tuple[Path, ...], *, form: str, to: Path | None, force: bool, store: str) -> None:
    """Write SESSION for other programs: the same as the report, and nothing that the report withholds.

    SESSION is an id or a code as for the report; else it is the newest.
    """
    from rehearse.cli.workshop.report import stored_of, written_export  # noqa: PLC0415  (nothing of it for --help)

    found = _waited_for(_in_archive(store, lambda archive: stored_of(archive, session)))
    place = written_export(found, packs, form, to, force=force)
    if place is not None:
        click.echo(f"Written: {place}", err=True)


@workshop.command(short_help="Delete sessions whose time is over, or those that are named.")
@click.argument("sessions", nargs=-1)
@click.option("--yes", is_flag=True, help="Do not ask.")
@store_option
def purge(sessions: tuple[str, ...], *, yes: bool, store: str) -> None:
    """Delete every session that need not be kept any more (after 30 days, unless it was said otherwise).

    With SESSIONS (their ids, as 'rehearse workshop list' gives them) those are deleted, whatever their age. Nothing of
    them is left.
    """
    if sessions and not yes:
        what = f"session {sessions[0]}" if len(sessions) == 1 else f"{len(sessions)} sessions"
        click.confirm(f"Delete {what} with everything that was stored?", abort=True)
    gone = _waited_for(_in_archive(store, lambda archive: _purged(archive, sessions)))
    click.echo(f"Deleted: {gone}." if gone else "Nothing was to be deleted.")


async def _purged(archive: Archive, sessions: Sequence[str]) -> int:
    if not sessions:
        return len(await archive.purge(time.time()))
    known = {kept.id for kept in await archive.sessions()}
    for session in sessions:
        if session not in known:
            message = (
                f"There is no session '{_plain(session)}'; nothing was deleted. 'rehearse workshop list' lists them."
            )
            raise ContentError(message)
    return sum([await archive.forget(session) for session in sessions])


async def _in_archive(store: str, work: Callable[[Archive], Coroutine[Any, Any, T]]) -> T:
    from rehearse.workshop.archive.opening import open_archive  # noqa: PLC0415  (large)

    archive = await open_archive(store or _usual_store())
    try:
        return await work(archive)
    finally:
        await archive.close()


def _waited_for(work: Coroutine[Any, Any, T]) -> T:
    """What comes of *work*; trouble with the archive and the network as a sentence."""
    from rehearse.store.session import UnknownContent  # noqa: PLC0415
    from rehearse.workshop.archive.trouble import Trouble  # noqa: PLC0415
    from rehearse.workshop.server.network import CannotServe  # noqa: PLC0415

    try:
        return asyncio.run(work)
    except (Trouble, CannotServe, UnknownContent) as error:
        raise ContentError(str(error)) from error


def _usual_store() -> Path:
    from rehearse.store.places import data_folder, make_folder, workshops_path  # noqa: PLC0415

    try:
        make_folder(data_folder())
    except OSError as error:
        message = f"'{data_folder()}' cannot be made: {error.strerror or error}."
        raise ContentError(message) from error
    return workshops_path()


def _data(kept: Kept) -> dict[str, object]:
    return {
        "id": kept.id,
        "title": kept.title,
        "code": kept.code if kept.ended is None else None,
        "created": _moment(kept.created),
        "ended": _moment(kept.ended),
        "keep_until": _moment(kept.keep_until),
    }


def _moment(seconds: float | None) -> str | None:
    return None if seconds is None else datetime.fromtimestamp(seconds).astimezone().isoformat(timespec="seconds")


def _day(seconds: float | None) -> str:
    return (_moment(seconds) or "")[:10]


def _plain(words: str) -> str:
    from rehearse.workshop.texts import clean  # noqa: PLC0415

    return clean(words, 100)
