"""Installing and removing packs. At every moment there is the old pack or the new one, whole; never half of one."""

from __future__ import annotations

import shutil
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rehearse.authoring.packs.files import PackRefused, read_folder
from rehearse.authoring.packs.found import INSTALLED, KINDS, ids_in, mend
from rehearse.authoring.packs.zip import SUFFIX, read_zip
from rehearse.loading.library import load_library
from rehearse.model.pack import MANIFEST
from rehearse.store.packaged import packaged
from rehearse.store.places import BEFORE, PACK_FOLDERS, is_pack, make_folder, own_packs, packs_folder

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rehearse.authoring.packs.files import Packed
    from rehearse.loading.library import Library
    from rehearse.model.pack import Pack

_WAITING = ".installing-"
_ABANDONED = 3600.0
"""Seconds after which what an install that was stopped has left is deleted."""
_MOST_TOLD = 5


@dataclass(frozen=True, slots=True)
class Installed:
    """A pack that has been installed."""

    name: str
    folder: Path
    manifest: Pack | None
    before: str | None  # the version that was there before; empty where that one said nothing
    left_out: tuple[str, ...]
    replaces: tuple[str, ...]  # ids of other content whose place it takes


def install(source: Path, *, replace: bool = False) -> Installed:
    """Install the pack in *source*, a zip or a folder. With *replace* it may take the place of whatever has its ids.

    Raises ``PackRefused`` with a sentence where it is not taken; nothing of it is left behind then.
    """
    packed = _packed(source)
    if not any(path.split("/")[0] in PACK_FOLDERS for path in packed.files):
        message = f"'{source.name}' is no pack: it holds no scenarios, personas or advice."
        raise PackRefused(message)
    try:
        _tidy()
        make_folder(packs_folder())
        waiting = Path(tempfile.mkdtemp(prefix=_WAITING, dir=packs_folder()))
    except OSError as error:
        message = f"'{packs_folder()}' cannot be written to: {error.strerror or error}."
        raise PackRefused(message) from error
    try:
        _unpack(packed.files, waiting)
        return _take_in(waiting, source, packed, replace=replace)
    except OSError as error:
        message = f"The pack could not be written: {error.strerror or error}. Nothing was installed."
        raise PackRefused(message) from error
    finally:
        shutil.rmtree(waiting, ignore_errors=True)


def _packed(source: Path) -> Packed:
    if source.is_dir():
        if source.resolve().is_relative_to(packs_folder().resolve()):
            message = f"'{source}' lies among the installed packs already."
            raise PackRefused(message)
        return read_folder(source)
    if not source.exists():
        message = f"There is no file or folder '{source}'."
        raise PackRefused(message)
    return read_zip(source)


def _unpack(files: Mapping[str, bytes], folder: Path) -> None:
    for path, raw in files.items():
        target = folder.joinpath(*path.split("/"))
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("xb") as file:
            file.write(raw)


def _take_in(waiting: Path, source: Path, packed: Packed, *, replace: bool) -> Installed:
    """Check what was unpacked into *waiting*, and let it become the pack."""
    others = [found.folder for found in packaged() if found.folder is not None]
    mine = own_packs()
    library = load_library((*others, *mine, waiting))
    manifest = library.manifests.get(waiting)
    name = _name(source, manifest, library, waiting)
    target = packs_folder() / name
    others += [folder for folder in mine if folder.name != name]
    if len(others) != len(mine):
        library = load_library((*others, waiting))
    _refuse_errors(library, waiting)
    clashing = _clashing(waiting, manifest, others, replace=replace)
    before = _version_there(target, source, replace=replace)
    (waiting / INSTALLED).write_text(f"{source.name}\n", encoding="utf-8")
    _swap(waiting, target)
    return Installed(name, target, manifest, before, packed.left_out, clashing)


def _name(source: Path, manifest: Pack | None, library: Library, waiting: Path) -> str:
    if manifest is not None:
        return manifest.id
    if (waiting / MANIFEST).is_file():
        _refuse_errors(library, waiting)
    name = source.resolve().name.removesuffix(SUFFIX)
    if not name or any(
        not (letter.isascii() and letter.isalnum()) or letter.isupper() for letter in name.replace("-", "")
    ):
        message = f"'{source.name}' says nowhere what the pack is called: write it a pack.yaml with an id and a title."
        raise PackRefused(message)
    return name


def _refuse_errors(library: Library, waiting: Path) -> None:
    """Refuse a pack with errors of its own, the first of which is told."""
    place = waiting.resolve()
    wrong = [error for error in library.errors if Path(error.span.path).resolve().is_relative_to(place)]
    if not wrong:
        return
    first = wrong[0]
    inside = Path(first.span.path).resolve().relative_to(place).as_posix()
    where = f"{inside}:{first.span.line}:{first.span.column}" if first.span.line else inside
    many = "an error" if len(wrong) == 1 else f"{len(wrong)} errors, the first"
    message = f"The pack was not installed, since it has {many} in {where}: {first.message} {first.hint}".rstrip()
    raise PackRefused(message)


def _clashing(waiting: Path, manifest: Pack | None, others: Sequence[Path], *, replace: bool) -> tuple[str, ...]:
    """The ids of other content whose place the pack takes. Raises ``PackRefused`` where that is not meant so."""
    there = load_library(others).origins
    own = [(kind, name) for kind, names in ids_in(waiting).items() for name in names]
    found = [(kind, name) for kind, name in own if (kind, "" if kind == "rules" else name) in there]
    declared = set(manifest.replaces) if manifest is not None else set()
    undeclared = [(kind, name) for kind, name in found if name not in declared]
    if undeclared and not replace:
        kind, name = undeclared[0]
        where = there[kind, "" if kind == "rules" else name].document.path
        more = f", and {len(undeclared) - 1} more ids that are taken" if len(undeclared) > 1 else ""
        names = ", ".join(name for _, name in undeclared[:_MOST_TOLD]) + (", …" if undeclared[_MOST_TOLD:] else "")
        message = (
            f"The pack was not installed, since it holds the {KINDS[kind][0]} '{name}', which there is already "
            f"({where}){more}. Where it is to take that place, its pack.yaml says so ('replaces: [{names}]'), or "
            "install it with --replace."
        )
        raise PackRefused(message)
    return tuple(name for _, name in found)


def _version_there(target: Path, source: Path, *, replace: bool) -> str | None:
    """The version of the pack that is at *target* now. Raises ``PackRefused`` where that must not be replaced."""
    if target.is_symlink() or (target.exists() and not target.is_dir()):
        message = f"'{target}' is no folder that a pack could take the place of: move it away first."
        raise PackRefused(message)
    if not target.is_dir():
        return None
    if not (target / INSTALLED).is_file() and is_pack(target) and not replace:
        message = (
            f"In '{target}' lies a pack of your own with the same name. To put '{source.name}' in its place and lose "
            "what you wrote there, install it with --replace."
        )
        raise PackRefused(message)
    manifest = load_library((), shipped=target).manifests.get(target)
    return manifest.version if manifest is not None else ""


def _swap(waiting: Path, target: Path) -> None:
    """Let *waiting* become *target*. Stopped at any moment, there is the old one or the new one (see ``own_packs``)."""
    before = target.with_name(f".{target.name}{BEFORE}")
    if target.is_dir():
        shutil.rmtree(before, ignore_errors=True)
        target.rename(before)
    try:
        waiting.rename(target)
    except OSError:
        if before.is_dir():
            before.rename(target)
        raise
    shutil.rmtree(before, ignore_errors=True)


def remove(folder: Path) -> None:
    """Delete the pack in *folder*, which is one of the person's. A link is taken away, and what it leads to stays.

    Raises ``PackRefused`` where that cannot be done.
    """
    try:
        if folder.is_symlink():
            folder.unlink()
            return
        gone = Path(tempfile.mkdtemp(prefix=_WAITING, dir=folder.parent))
        folder.rename(gone / folder.name)
        shutil.rmtree(gone)
        shutil.rmtree(folder.with_name(f".{folder.name}{BEFORE}"), ignore_errors=True)
    except OSError as error:
        message = f"'{folder}' could not be deleted: {error.strerror or error}."
        raise PackRefused(message) from error


def _tidy() -> None:
    """Put right, or delete, what installs that were stopped have left behind."""
    mend()
    with suppress(OSError):
        for left in packs_folder().iterdir():
            with suppress(OSError):
                old = left.lstat().st_mtime < time.time() - _ABANDONED
                if left.name.startswith(_WAITING) and old and not left.is_symlink():
                    shutil.rmtree(left, ignore_errors=True)
