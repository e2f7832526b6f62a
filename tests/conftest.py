"""For all tests: nobody's own data is touched, and properties are looked for in the same way each time."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from pathlib import Path

settings.register_profile("steady", deadline=None, derandomize=True)
settings.register_profile("search", deadline=None, max_examples=1000)
settings.load_profile("steady")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the longest test, or it would be waited for in the end."""
    items.sort(key=lambda item: "test_wheel" not in item.nodeid)


def pytest_collection_finish() -> None:
    """Look for garbage rarely from here on, and no more in what is imported by now, which is most of all there is."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 10, 10)


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let whatever a test writes lie in a folder of its own."""
    monkeypatch.setenv("REHEARSE_HOME", str(tmp_path / "rehearse-home"))
    monkeypatch.delenv("REHEARSE_MODEL", raising=False)
