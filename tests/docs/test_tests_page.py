"""What the page about tests shows holds: its examples are played, and its report is what the program prints."""

from __future__ import annotations

import pytest

from rehearse.authoring.tests.found import collected_in
from rehearse.authoring.tests.run import Player
from rehearse.authoring.tests.told import failure_text
from rehearse.loading.library import load_library
from tests.docs.pages import GUIDE, Block, as_file, blocks

BLOCKS = [block for block in blocks(GUIDE / "tests.md") if block.kind == "tests"]


@pytest.fixture(scope="module")
def player():
    library = load_library()
    return library, Player(library)


@pytest.mark.parametrize("block", BLOCKS, ids=str)
def test_every_example_of_a_test_holds(block: Block, tmp_path, player):
    library, plays = player
    found = collected_in(library, [as_file(block, tmp_path)])
    assert found.problems == ()
    cases = [case for case in found.cases if case.test.odds is None]  # odds take seconds, and have tests of their own
    assert [failure_text(outcome) for case in cases if not (outcome := plays.played(case)).passed] == []


def test_the_report_that_the_page_shows_is_what_the_program_prints(tmp_path, player):
    library, plays = player
    shown = next(block.text for block in blocks(GUIDE / "tests.md") if block.language == "text")
    wrong = BLOCKS[0].text.replace("{node: small-thing", "{node: again-this")
    path = tmp_path / "one-day-a-week.tests.yaml"
    path.write_text(wrong)
    outcomes = [plays.played(case) for case in collected_in(library, [path]).cases]
    (report,) = [failure_text(outcome) for outcome in outcomes if not outcome.passed]
    assert f"{report}\n".replace(str(tmp_path), "scenarios") == shown
