"""For the workshop's tests: a browser, a PostgreSQL of their own, and empty places for an archive in each database."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

import pytest

from rehearse.workshop.archive.opening import open_archive
from rehearse.workshop.live import begin
from tests.browser import ABSENT, CHROMIUM, Chromium
from tests.workshop.postgres import ABSENT as NO_POSTGRESQL
from tests.workshop.postgres import INSTALLED, Server
from tests.workshop.sessions import began

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="session")
def worth(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The odds of the shipped meetings as far as a test has had them computed: once for all tests of a run."""
    folder = tmp_path_factory.getbasetemp().parent / "worth-of-workshops"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(autouse=True)
def _odds_are_kept(worth: Path, tmp_path: Path, _own_home: None) -> None:
    """Let every home of a test find them: what it takes to compute them is for others to look at."""
    for home in (tmp_path, tmp_path / "rehearse-home"):
        (home / "cache").mkdir(parents=True)
        (home / "cache" / "worth").symlink_to(worth, target_is_directory=True)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Chromium]:
    if CHROMIUM is None:
        pytest.skip(ABSENT)
    with Chromium() as running:
        yield running


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Server]:
    if not INSTALLED:
        pytest.skip(NO_POSTGRESQL)
    server = Server()
    try:
        server.start()
        yield server
    finally:
        server.remove()


@pytest.fixture
def postgres(postgres_server: Server) -> Iterator[Server]:
    """The server, which runs again after the test whatever the test did to it."""
    yield postgres_server
    postgres_server.stop()
    postgres_server.start()


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where an archive can be made: a file, or an empty schema."""
    if request.param == "sqlite":
        return str(tmp_path / "workshops.db")
    server: Server = request.getfixturevalue("postgres_server")
    return server.new_place()


class Many:
    """One place for the many sessions of a property, so that it is made once."""

    def __init__(self, place: str) -> None:
        self.place = place
        self.numbers = count(1)


@pytest.fixture
def place_for_properties(place: str) -> Many:
    return Many(place)


@pytest.fixture
async def archive(place):
    opened = await open_archive(place)
    yield opened
    await opened.close()


@pytest.fixture
async def live(archive):
    running = await begin(archive, began())
    yield running
    await running.close()
