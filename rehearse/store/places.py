"""Where things lie on disk. The one module that knows; ``REHEARSE_HOME`` overrides the platform's place."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from itertools import count
from pathlib import Path

PACK_FOLDERS = ("scenarios", "personas", "advice", "strings")
"""A folder that holds one of these is a pack."""
OWNER_ONLY_FOLDER = 0o700
OWNER_ONLY_FILE = 0o600


def data_folder() -> Path:
    """The folder that everything of the person's lies in; it need not exist yet."""
    home = _named("REHEARSE_HOME")
    if home:
        return home
    from platformdirs import user_data_path  # noqa: PLC0415  (not needed where REHEARSE_HOME is set)

    return user_data_path("rehearse", appauthor=False)


def _named(variable: str) -> Path | None:
    """The place that an environment variable names, if it is set."""
    place = os.environ.get(variable)
    if not place:
        return None
    return Path(os.path.expanduser(place)).absolute()  # noqa: PTH111  (Path.expanduser raises for an unknown user)


def journal_path() -> Path:
    """The record of all rehearsals."""
    return data_folder() / "journal.db"


def workshops_path() -> Path:
    """The record of all workshops' sessions."""
    return data_folder() / "workshops.db"


def workshop_log_path() -> Path:
    """What went wrong behind the coach's screen."""
    return data_folder() / "workshop.log"


def settings_path() -> Path:
    """What the person chose last."""
    return data_folder() / "settings.json"


def brief_path() -> Path:
    """What the person wrote about their own meeting."""
    return data_folder() / "brief.yaml"


def own_words_path() -> Path:
    """What the person put in their own words on the prep sheet; it lies beside the brief."""
    return beside_brief(brief_path())


def beside_brief(brief: Path) -> Path:
    """Where the own words lie that belong to the brief at *brief*."""
    return brief.with_name("prep.json")


def packs_folder() -> Path:
    """Where the person's own packs lie."""
    return data_folder() / "packs"


def model_folder() -> Path:
    """Where the model for reading by meaning is looked for, and nowhere else; ``REHEARSE_MODEL`` overrides it."""
    return _named("REHEARSE_MODEL") or data_folder() / "model"


def vectors_folder() -> Path:
    """Where the vectors of the content's example lines are kept, for reading by meaning."""
    return data_folder() / "vectors"


def worth_folder() -> Path:
    """Where the odds of meetings are kept once they are computed: in the cache, since they can be computed again."""
    if home := _named("REHEARSE_HOME"):
        return home / "cache" / "worth"
    from platformdirs import user_cache_path  # noqa: PLC0415  (not needed where REHEARSE_HOME is set)

    return user_cache_path("rehearse", appauthor=False) / "worth"


def exports_folder() -> Path:
    """Where debriefs are written to when no other place is named."""
    return data_folder() / "exports"


BEFORE = ".before"
"""How the name of a pack's folder ends, after a point before it, while another takes its place."""


def packs() -> tuple[Path, ...]:
    """Every pack that is there: those of installed Python packages, then every folder of the person's, by name."""
    from rehearse.store.packaged import packaged  # noqa: PLC0415  (reads the metadata of every installed package)

    return (*(found.folder for found in packaged() if found.folder is not None), *own_packs())


def own_packs() -> tuple[Path, ...]:
    """Every folder of the person's that is a pack, by name. A folder that cannot be read has none.

    Where the program was stopped while one pack took another's place, it is the old one.
    """
    try:
        there = {folder.name: folder for folder in packs_folder().iterdir()}
    except OSError:
        return ()
    for name in list(there):
        if name.startswith(".") and name.endswith(BEFORE):
            there.setdefault(name[1 : -len(BEFORE)], there[name])
    return tuple(there[name] for name in sorted(there) if not name.startswith(".") and is_pack(there[name]))


def is_pack(folder: Path) -> bool:
    """Whether *folder* holds scenarios, personas, advice or translations."""
    return any((folder / name).is_dir() for name in PACK_FOLDERS)


def make_folder(folder: Path) -> Path:
    """Create *folder* for the owner alone, with those above it. One that is there keeps its permissions.

    Raises ``OSError`` where it cannot be created.
    """
    if not folder.is_dir():
        folder.parent.mkdir(parents=True, exist_ok=True)
        folder.mkdir(mode=OWNER_ONLY_FOLDER, exist_ok=True)
    return folder


def write_whole(path: Path, content: str | bytes, mode: int = OWNER_ONLY_FILE) -> None:
    """Write a file so that it is at every moment either the old one or the new one; for the owner alone by *mode*.

    Raises ``OSError`` where it cannot be written.
    """
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content.encode() if isinstance(content, str) else content)
            file.flush()
            os.fsync(file.fileno())
        if mode != OWNER_ONLY_FILE:  # as it was made
            Path(name).chmod(mode)
        Path(name).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise


def put_aside(path: Path, companions: tuple[str, ...] = ()) -> Path:
    """Rename a damaged file to the first free ``<name>.damaged-<n>``, its companions (by suffix) with it.

    Nothing is overwritten. The companions go first, so that they never lie beside a new file of the old name. Raises
    ``OSError`` where the file cannot be renamed.
    """
    for number in count(1):
        aside = path.with_name(f"{path.name}.damaged-{number}")
        taken = [name for suffix in ("", *companions) if os.path.lexists(name := f"{aside}{suffix}")]
        if not taken:
            break
    for suffix in companions:
        with suppress(FileNotFoundError):
            Path(f"{path}{suffix}").rename(f"{aside}{suffix}")
    path.rename(aside)
    return aside


def kept_aside(path: Path) -> tuple[Path, ...]:
    """Every damaged copy of *path* that ``put_aside`` has made, with their companions."""
    try:
        return tuple(sorted(each for each in path.parent.iterdir() if each.name.startswith(f"{path.name}.damaged-")))
    except OSError:
        return ()
