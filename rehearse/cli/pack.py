"""``rehearse pack``: builds, installs, lists, shows and removes packs."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rehearse.cli.content import ContentError, pack_option

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rehearse.authoring.packs.build import Built
    from rehearse.authoring.packs.found import PackThere

_MOST_TOLD = 5


@click.group()
def pack() -> None:
    """Build, install, list or remove packs: folders of scenarios, personas and advice that somebody hands over.

    A pack is data. Nothing in it is ever executed.
    """


@pack.command(short_help="Check a pack, and put it into a zip to hand over.")
@click.argument("folder", required=False, type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--output", "-o", type=click.Path(path_type=Path, dir_okay=False), help="The zip. Else: ID-VERSION.zip.")
@pack_option
def build(folder: Path | None, packs: tuple[Path, ...], *, output: Path | None) -> int:
    """Put the pack in FOLDER (else the one that you are in) into a zip that can be handed over.

    It is checked and its tests are played first; where there is an error, or a test goes another way, nothing is
    written. The same files always give the same zip. Exit status 1 where it is not built for such a reason.
    """
    from rehearse.authoring.packs.build import built  # noqa: PLC0415  (loads the checker)
    from rehearse.authoring.packs.files import PackRefused  # noqa: PLC0415
    from rehearse.authoring.workplace import pack_around  # noqa: PLC0415

    place = folder or pack_around(Path.cwd())
    if place is None:
        message = "You are in no pack, and none is named: rehearse pack build FOLDER."
        raise ContentError(message)
    if output is not None and output.suffix != ".zip":
        message = f"A pack is built into a zip, and '{output}' does not end with .zip."
        raise ContentError(message)
    try:
        done = built(place, packs)
    except PackRefused as error:
        raise ContentError(str(error)) from error
    _tell_problems(done)
    if not done.content:
        click.echo("Nothing was built.", err=True)
        return 1
    path = output or Path(done.name)
    _write(path, done.content)
    times = f"{done.played} time{'' if done.played == 1 else 's'}"
    tests = f"its tests played {times}" if done.played else "no tests"
    click.echo(f"Built {path}: {len(done.files)} files, {len(done.content):,} bytes; {tests}.")
    _tell_left_out(done.left_out, "since it is no part of the pack")
    return 0


def _tell_problems(done: Built) -> None:
    from rehearse.authoring.tests.told import failures  # noqa: PLC0415

    for problem in done.problems:
        if problem.severity != "note":
            click.echo(str(problem), err=True)
    for paragraph in failures(done.failed):
        click.echo(f"{paragraph}\n", err=True)


def _tell_left_out(paths: Sequence[str], why: str = "since a pack is texts and pictures only") -> None:
    if paths:
        shown = ", ".join(paths[:_MOST_TOLD]) + (f" and {len(paths) - _MOST_TOLD} more" if paths[_MOST_TOLD:] else "")
        click.echo(f"Left out, {why}: {shown}.", err=True)


def _write(path: Path, content: bytes) -> None:
    from rehearse.store.places import write_whole  # noqa: PLC0415

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path.resolve(), content)
        path.chmod(0o644)
    except OSError as error:
        message = f"'{path}' cannot be written: {error.strerror or error}."
        raise ContentError(message) from error


@pack.command(short_help="Install a pack from a zip or a folder.")
@click.argument("source", metavar="FILE.zip|FOLDER", type=click.Path(path_type=Path))
@click.option("--replace", is_flag=True, help="Let it take the place of whatever has the same ids.")
def install(source: Path, *, replace: bool) -> None:
    """Install a pack from a zip or a folder, so that the program reads it from now on.

    A pack with errors, or with ids that there are already, is refused; so is a zip that is not what it seems. A pack of
    the same name that was installed before is replaced.
    """
    from rehearse.authoring.packs.files import PackRefused  # noqa: PLC0415
    from rehearse.authoring.packs.found import ids_in  # noqa: PLC0415  (loads the loader)
    from rehearse.authoring.packs.install import install as take_in  # noqa: PLC0415

    try:
        done = take_in(source, replace=replace)
    except PackRefused as error:
        raise ContentError(str(error)) from error
    version = f" {done.manifest.version}" if done.manifest is not None and done.manifest.version != "0" else ""
    instead = "" if done.before is None else f", in place of {done.before or 'the one that was there'}"
    if done.manifest is not None and done.before == done.manifest.version:
        instead = ", again"
    click.echo(f"Installed {done.name}{version}{instead}. 'rehearse pack show {done.name}' tells what is in it.")
    if done.replaces:
        click.echo(f"It takes the place of: {', '.join(done.replaces)}.")
    _tell_how_to_play(ids_in(done.folder))
    _tell_left_out(done.left_out)


def _tell_how_to_play(ids: Mapping[str, Sequence[str]]) -> None:
    """A command that plays what was installed: its own meeting and its own boss, as far as it has them."""
    from rehearse.loading.library import load_library  # noqa: PLC0415  (loads pydantic only here)
    from rehearse.store.places import packs as installed_packs  # noqa: PLC0415

    if not ids.get("scenarios") and not ids.get("personas"):
        return
    library = load_library(installed_packs())
    meeting = next(iter((*ids.get("scenarios", ()), *library.scenarios)), None)
    boss = next(iter((*ids.get("personas", ()), *library.personas)), None)
    if meeting and boss:
        click.echo(f"Play it: rehearse play {meeting} --boss {boss}")


@pack.command(name="list", short_help="List the packs that the program reads.")
@click.option("--json", "as_json", is_flag=True, help="Print the list as JSON.")
@pack_option
@click.pass_context
def list_packs(context: click.Context, packs: tuple[Path, ...], *, as_json: bool) -> None:
    """List the packs that the program reads, in the order in which they are read: later ones win by id."""
    from rehearse.authoring.packs.found import packs_there, where_packs_lie  # noqa: PLC0415  (loads the loader)

    found = packs_there(packs or context.find_root().params.get("packs") or ())
    if as_json:
        click.echo(json.dumps([_data(each) for each in found], indent=2, ensure_ascii=False))
        return
    if not found:
        click.echo(f"No packs. They are installed into {where_packs_lie()}.")
    for each in found:
        click.echo(_line(each))
        for line in _details(each):
            click.echo(f"    {line}")


def _line(each: PackThere) -> str:
    version = f" {each.manifest.version}" if each.manifest is not None and each.manifest.version != "0" else ""
    title = f": {each.manifest.title}" if each.manifest is not None else ""
    return f"{each.name}{version}{title}"


def _details(each: PackThere) -> list[str]:
    from rehearse.authoring.packs.found import HOW_WORDS  # noqa: PLC0415

    if each.trouble:
        return [each.trouble]
    how = HOW_WORDS[each.how] + (f" {each.package}" if each.package else "")
    told = [each.holds, f"{how}, in {each.folder}"]
    if each.problems:
        count = len(each.problems)
        told.append(f"{count} problem{'' if count == 1 else 's'}: rehearse check {each.folder}")
    return told


def _data(each: PackThere) -> dict[str, object]:
    manifest = each.manifest
    return {
        "name": each.name,
        "title": manifest.title if manifest else None,
        "version": manifest.version if manifest else None,
        "how": each.how,
        "package": each.package or None,
        "folder": str(each.folder) if each.folder else None,
        "holds": {kind: list(ids) for kind, ids in each.ids.items()},
        "problems": [str(problem) for problem in each.problems],
        "trouble": each.trouble or None,
    }


@pack.command()
@click.argument("name")
@pack_option
@click.pass_context
def show(context: click.Context, name: str, packs: tuple[Path, ...]) -> None:
    """Show what a pack says of itself, and what is in it."""
    from rehearse.authoring.packs.found import KINDS, packs_there  # noqa: PLC0415  (loads the loader)
    from rehearse.loading.library import unknown_id  # noqa: PLC0415

    found = {each.name: each for each in packs_there(packs or context.find_root().params.get("packs") or ())}
    if name not in found:
        raise ContentError(unknown_id(name, found, "pack"))
    each = found[name]
    click.echo(_line(each))
    if each.manifest is not None:
        manifest = each.manifest
        about = [manifest.about, f"By {', '.join(manifest.authors)}." if manifest.authors else None]
        about.append(f"Licence: {manifest.licence}" if manifest.licence else None)
        about.append(f"Language: {manifest.language}" if manifest.language != "en" else None)
        about.append(f"Takes the place of: {', '.join(manifest.replaces)}" if manifest.replaces else None)
        for line in filter(None, about):
            click.echo(click.wrap_text(line, 78, "  ", "  "))
    for line in _details(each)[bool(not each.trouble) :]:
        click.echo(f"  {line}")
    for kind in KINDS:
        if each.ids.get(kind):
            click.echo(click.wrap_text(f"{KINDS[kind][1]}: {', '.join(each.ids[kind])}", 78, "  ", "      "))


@pack.command()
@click.argument("name")
@click.option("--yes", is_flag=True, help="Do not ask.")
def remove(name: str, *, yes: bool) -> None:
    """Delete an installed pack. Rehearsals of its scenarios stay in the journal."""
    from rehearse.authoring.packs.files import PackRefused  # noqa: PLC0415
    from rehearse.authoring.packs.found import INSTALLED, ids_in, installed_folder, packs_there  # noqa: PLC0415
    from rehearse.authoring.packs.install import remove as take_away  # noqa: PLC0415
    from rehearse.loading.library import unknown_id  # noqa: PLC0415

    folder = installed_folder(name)
    if folder is None:
        found = {each.name: each for each in packs_there()}
        if name in found and found[name].package:
            package = found[name].package
            message = f"'{name}' came with the Python package '{package}'. Uninstall that: pip uninstall {package}"
            raise ContentError(message)
        raise ContentError(unknown_id(name, {each: found[each] for each in found if not found[each].package}, "pack"))
    own = "" if (folder / INSTALLED).is_file() or folder.is_symlink() else " It was written there and not installed."
    played = _rehearsals_of(ids_in(folder).get("scenarios", ()))
    many = "1 rehearsal of it stays" if played == 1 else f"{played} rehearsals of it stay"
    kept = f" {many} in the journal, but cannot be shown without it." if played else ""
    if not yes:
        if not sys.stdin.isatty():
            message = f"'{name}' would be deleted. Say so with --yes."
            raise ContentError(message)
        if not click.confirm(f"Delete {folder} for good?{own}{kept}", default=False):
            click.echo("Nothing was deleted.")
            return
    try:
        take_away(folder)
    except PackRefused as error:
        raise ContentError(str(error)) from error
    click.echo(f"Deleted: {name}.{kept}")


def _rehearsals_of(scenarios: Sequence[str]) -> int:
    from rehearse.store.journal import Journal  # noqa: PLC0415

    book = Journal.open()
    try:
        return sum(record.scenario in scenarios for record in book.rehearsals())
    finally:
        book.close()
