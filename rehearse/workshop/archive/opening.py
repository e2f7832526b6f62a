"""Opening an archive by where it lies."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from rehearse.workshop.archive.trouble import NotStored

if TYPE_CHECKING:
    from rehearse.workshop.archive.archive import Archive

NO_POSTGRES = "PostgreSQL needs an extra that is not installed: rehearse[postgres]."
_POSTGRES = ("postgresql://", "postgres://", "postgresql+psycopg://")


def is_shared(place: str | Path) -> bool:
    """Whether several processes can follow a session that lies at *place*."""
    return str(place).startswith(_POSTGRES)


async def open_archive(place: str | Path) -> Archive:
    """The archive at *place*: a file for SQLite, or ``postgresql://…``. Made, or brought to this version, if needed.

    Raises ``NotStored`` with a sentence.
    """
    where = str(place)
    if is_shared(where):
        try:
            from rehearse.workshop.archive.postgresql import PostgresArchive  # noqa: PLC0415  (an extra)
        except ModuleNotFoundError as error:
            raise NotStored("refused", NO_POSTGRES) from error
        return await PostgresArchive.open(where)
    from rehearse.workshop.archive.sqlite import SqliteArchive  # noqa: PLC0415  (large)

    return await SqliteArchive.open(Path(place))
