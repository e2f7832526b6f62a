"""For all tests: nobody's own data is touched, and properties are looked for in the same way each time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from pathlib import Path

settings.register_profile("steady", deadline=None, derandomize=True)
settings.register_profile("search", deadline=None, max_examples=1000)
settings.load_profile("steady")


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let whatever a test writes lie in a folder of its own."""
    monkeypatch.setenv("REHEARSE_HOME", str(tmp_path / "rehearse-home"))
    monkeypatch.delenv("REHEARSE_MODEL", raising=False)
