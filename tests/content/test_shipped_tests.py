"""The tests beside the shipped scenarios: they document the meetings, and hold."""

from __future__ import annotations

import pytest

from rehearse.authoring.tests.found import collected_in, files_of_tests
from rehearse.authoring.tests.run import Player
from rehearse.authoring.tests.told import failure_text
from rehearse.loading.library import load_library, shipped_content


@pytest.fixture(scope="module")
def found():
    return collected_in(load_library(), files_of_tests([shipped_content()]))


def test_every_shipped_scenario_has_tests_without_mistakes(found):
    assert found.problems == ()
    assert {case.file.scenario for case in found.cases} == set(found.library.scenarios)
    assert {case.persona for case in found.cases} >= set(found.library.personas)


def test_every_shipped_test_holds(found):
    player = Player(found.library)
    failed = [outcome for case in found.cases if not (outcome := player.played(case)).passed]
    assert [failure_text(outcome) for outcome in failed] == []
