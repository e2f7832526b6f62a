"""For the tests of the screens: what is shipped, with a small meeting beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from textual.css.stylesheet import Stylesheet

from rehearse.authoring.bench.process import BackRoom
from rehearse.store.weighing import Weighing
from rehearse.tui.app import RehearseApp
from tests.tui.settling import wait_by_the_event_loop
from tests.tui.world import library_of, make_pack

if TYPE_CHECKING:
    from textual.css.model import RuleSet

    from rehearse.loading.library import Library


@pytest.fixture(autouse=True)
def _nothing_is_weighed_beside_talks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Talks are opened by the hundred here: without this each would have its odds computed, for seconds."""
    monkeypatch.setattr(Weighing, "start", lambda _: None)


@pytest.fixture(autouse=True)
def _nothing_is_worked_out_beside_the_bench(monkeypatch: pytest.MonkeyPatch) -> None:
    """For the same reason; the tests of what is worked out ask it."""
    monkeypatch.setattr(BackRoom, "ask", lambda *_: None)


@pytest.fixture(autouse=True)
def _nobody_is_asked_how_confident_they_feel(monkeypatch: pytest.MonkeyPatch) -> None:
    """Talks begin at once; the tests of that question ask it."""
    monkeypatch.setattr(RehearseApp, "asks_confidence", False)


@pytest.fixture(autouse=True)
def _keys_are_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """Until what they bring about is done, and no longer."""
    wait_by_the_event_loop(monkeypatch)


_parse_rules = Stylesheet._parse_rules
_parsed: dict[tuple[object, ...], list[RuleSet]] = {}


@pytest.fixture(autouse=True)
def _style_sheets_are_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every program keeps what it has read of them while it runs; here hundreds are run, and all keep it together."""

    def parsed(self: Stylesheet, css: str, *where: Any, **more: Any) -> list[RuleSet]:
        key = (css, *where, *sorted(more.items()), *sorted(self._variables.items()))
        if key not in _parsed:
            _parsed[key] = _parse_rules(self, css, *where, **more)
        return _parsed[key]

    monkeypatch.setattr(Stylesheet, "_parse_rules", parsed)


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """What is shipped, and the small meeting; nobody changes it."""
    return library_of(make_pack(tmp_path_factory.mktemp("pack")))


@pytest.fixture(scope="session")
def strange(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The same with strange texts in every place where an author may write."""
    return library_of(make_pack(tmp_path_factory.mktemp("strange"), strange=True))
