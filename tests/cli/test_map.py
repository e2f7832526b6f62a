"""``rehearse map``: the picture and the outline, as text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from rehearse.cli.commands import run
from rehearse.loading.library import load_library

if TYPE_CHECKING:
    from collections.abc import Callable

MEETING = "one-day-a-week"


@pytest.fixture
def printed(capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    def call(*arguments: str) -> str:
        assert run(["map", *arguments]) == 0
        told = capsys.readouterr()
        assert told.err == ""
        return told.out

    return call


def test_the_picture_names_every_point_and_every_phase(printed: Callable[..., str]) -> None:
    picture = printed(MEETING)
    scenario = load_library().scenarios[MEETING]
    for node in scenario.nodes:
        assert f" {node.replace('-', ' ').capitalize()} ]" in picture
    for phase in ("Opening", "Their concerns", "Proposal and close", "Endings"):
        assert any(f" {phase} " in f"{row} " for row in picture.splitlines()), phase
    assert "[✓ Agreed ]" in picture
    assert max(map(len, picture.splitlines())) < 120


def test_the_outline_tells_every_line_for_this_boss_and_where_it_leads(printed: Callable[..., str]) -> None:
    outline = " ".join(printed(MEETING, "--plain", "--boss", "sociable").split())
    scenario = load_library().scenarios[MEETING]
    assert outline.startswith("One day a week, with Danny Okafor")
    assert "My suitcase" not in outline
    assert "There you are. Sit, sit. I only got in last night" in outline
    for node in scenario.nodes.values():
        for choice in node.choices:
            said = choice.say.get("sociable", choice.say["default"])
            if "{" not in said:
                assert " ".join(said.split()) in outline
    assert "-> Again this; then Agreed 8" in outline
    assert "Polite nothing ✗ Refused: A polite nothing" in outline


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((MEETING[:-1],), f"Did you mean '{MEETING}'?"),
        ((MEETING, "--boss", "controling"), "Did you mean 'controlling'?"),
    ],
)
def test_what_is_not_there_gets_a_sentence(
    arguments: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["map", *arguments]) == 2
    assert said in capsys.readouterr().err
