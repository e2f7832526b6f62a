"""Where a bench's sessions are stored: a file, or a PostgreSQL of its own that writes to disk as one in use does."""

from __future__ import annotations

from contextlib import contextmanager

SETTINGS = (
    "listen_addresses=127.0.0.1",
    "unix_socket_directories=",
    "max_connections=60",
    "shared_buffers=64MB",
)
"""Everything else as it comes: what is committed is on disk."""


@contextmanager
def postgres():
    """What makes empty places in a PostgreSQL that goes when it is left; nothing where none is installed."""
    try:
        from tests.workshop import postgres as programs
    except ModuleNotFoundError as error:
        print(f"PostgreSQL is left out: {error.name} is not installed (rehearse[postgres]).")
        yield None
        return
    if not programs.INSTALLED:
        print(f"PostgreSQL is left out: {programs.ABSENT}.")
        yield None
        return
    programs._SETTINGS = SETTINGS  # type: ignore[assignment]  # fewer than the tests have
    server = programs.Server()
    try:
        server.start()
        yield server.new_place
    finally:
        server.remove()


async def stored(place: str, session: str):
    """The events of *session* as they lie in *place*, in order. Raises where one is missing."""
    from rehearse.workshop.archive.opening import open_archive

    archive = await open_archive(place)
    try:
        return [each.event for each in await archive.events(session)]
    finally:
        await archive.close()
