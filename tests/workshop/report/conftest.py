"""For the tests of reports: sessions that were led on a real archive, and what is told of them."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from rehearse.loading.library import load_library
from rehearse.workshop.report.telling import report_of
from tests.workshop.report.pretend import led_in, whole_session

if TYPE_CHECKING:
    from pathlib import Path


class Bench:
    """Where sessions are led; the odds of their meeting are computed once for all tests."""

    def __init__(self, folder: Path) -> None:
        self.home = folder / "home"
        self._folder = folder
        self.library = load_library()
        self._count = 0

    def led(self, lead, **changes):
        """What is stored of a session that *lead* led."""
        self._count += 1
        return asyncio.run(led_in(self._folder / f"{self._count}.db", self.library, lead, **changes))

    def told(self, stored, library=None):
        """The report of it."""
        with pytest.MonkeyPatch.context() as patched:
            patched.setenv("REHEARSE_HOME", str(self.home))
            return report_of(library or self.library, stored)


@pytest.fixture(scope="session")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    return Bench(tmp_path_factory.mktemp("sessions"))


@pytest.fixture(scope="session")
def thirty(bench):
    """All that can happen, with thirty people and no names."""
    return bench.led(whole_session)


@pytest.fixture(scope="session")
def report(bench, thirty):
    return bench.told(thirty)
