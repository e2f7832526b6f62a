"""Content as it was in a revision of the git repository that it lies in. Read only: nothing there is changed."""

from __future__ import annotations

import os
import subprocess
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from rehearse.authoring.workplace import SUFFIXES, content_packs, pack_around
from rehearse.loading.library import load_files, load_library, shipped_content
from rehearse.loading.references import reference_problems

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rehearse.authoring.workplace import Workplace
    from rehearse.loading.library import Library

_SECONDS = 60
_FOLDERS = ("scenarios", "personas", "advice")
_QUIETLY = {"GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}


class NoRevision(LookupError):
    """What was asked for cannot be read out of git; carries the sentence that says why."""


@contextmanager
def library_of(revision: str, workplace: Workplace, packs: Sequence[Path] = ()) -> Iterator[Library]:
    """The library of *workplace* as it was in *revision*: the folder that the scenario lies in; all else as it is now.

    Raises ``NoRevision`` with a sentence where that cannot be read, or where the scenario was not in it.
    """
    file = workplace.file.resolve()
    root = _root(file)
    home = root or file.parent
    commit = _commit(home, revision)
    with TemporaryDirectory(prefix="rehearse-") as folder:
        there = Path(folder)
        names = _FOLDERS if root is not None else (file.name,)
        if not _extract(home, commit, names, there):
            message = f"'{workplace.file.name}' is not in '{revision}': there is nothing to compare it with."
            raise NoRevision(message)
        library = _library(root, file, there, packs)
        if workplace.scenario not in library.scenarios:
            own = [problem for problem in library.errors if Path(problem.span.path).name == file.name]
            why = f"it could not be read: {own[0].message}" if own else "it was not there"
            message = f"There is nothing to compare '{workplace.scenario}' with in '{revision}': {why}"
            raise NoRevision(message.rstrip(".") + ".")
        yield library


def _root(file: Path) -> Path | None:
    """The folder with ``scenarios/`` and so on that *file* lies in: the shipped content's, a pack's, or none."""
    shipped = shipped_content().resolve()
    return shipped if file.is_relative_to(shipped / "scenarios") else pack_around(file)


def _library(root: Path | None, file: Path, there: Path, packs: Sequence[Path]) -> Library:
    if root is None:
        library = load_library(content_packs(packs, file))
        known = set(library.problems)
        load_files([there / file.name], library)
        library.problems += [problem for problem in reference_problems(library) if problem not in known]
        return library
    folders = [folder for folder in content_packs(packs, file) if folder.resolve() != root]
    if root == shipped_content().resolve():
        return load_library(folders, shipped=there)
    return load_library([*folders, there])


def _commit(home: Path, revision: str) -> str:
    """The id of the commit that *revision* names."""
    try:
        inside = _git(home, "rev-parse", "--show-toplevel")
    except FileNotFoundError as error:
        message = "To compare with a revision, the program 'git' is needed; it was not found."
        raise NoRevision(message) from error
    if inside.returncode:
        said = inside.stderr.decode(errors="replace")
        if "dubious ownership" in said:
            message = f"git does not trust the folder '{home}', since it belongs to somebody else."
        else:
            message = f"'{home}' is in no git repository, so that there is no revision to compare with."
        raise NoRevision(message)
    found = _git(home, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if found.returncode or not revision.strip():
        message = f"There is no revision '{revision}' here. Name a commit, a branch or a tag, as HEAD or HEAD~1."
        raise NoRevision(message)
    return found.stdout.decode().strip().splitlines()[-1]


def _extract(home: Path, commit: str, names: Sequence[str], there: Path) -> bool:
    """Write the YAML files of *commit* below *home* into *there*; whether there were any."""
    listed = _git(home, "ls-tree", "-r", "-z", commit, "--", *names)
    entries = []
    for line in listed.stdout.decode("utf-8", "surrogateescape").split("\0"):
        about, _, name = line.partition("\t")
        path = PurePosixPath(name)
        if name and path.suffix in SUFFIXES and ".." not in path.parts and not path.is_absolute():
            mode, _, blob = about.split()
            if mode.startswith("100"):  # a file, no link
                entries.append((blob, path))
    asked = "".join(f"{blob}\n" for blob, _ in entries).encode()
    raw = _git(home, "cat-file", "--batch", given=asked).stdout if entries else b""
    at = 0
    for _, path in entries:
        head, at = raw[at : (end := raw.index(b"\n", at))], end + 1
        size = int(head.split()[-1])
        target = there / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(raw[at : at + size])
        at += size + 1
    return bool(entries)


def _git(home: Path, *arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(  # noqa: S603  (git, with arguments of our own)
            ["git", "-C", str(home), "-c", "core.fsmonitor=false", *arguments],  # noqa: S607  (whichever the person has)
            input=given,
            capture_output=True,
            check=False,
            timeout=_SECONDS,
            env={**os.environ, **_QUIETLY},
        )
    except subprocess.TimeoutExpired as error:
        message = "git did not answer within a minute."
        raise NoRevision(message) from error
