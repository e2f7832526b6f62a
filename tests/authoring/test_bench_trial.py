"""Trying a meeting from anywhere: the talk stands as it was set, and nobody's journal hears of it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from rehearse.authoring.bench.copy import copied, copy_place, is_shipped
from rehearse.authoring.bench.trial import fitted, standing_here, trial_along, trial_from
from rehearse.authoring.workplace import open_workplace
from rehearse.loading.library import shipped_content
from rehearse.store.journal import Journal
from tests.authoring.benching import Desk, laid_out, written_pack

if TYPE_CHECKING:
    from rehearse.authoring.workplace import Workplace


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Workplace:
    return open_workplace(str(written_pack(tmp_path_factory.mktemp("pack"))))


@pytest.fixture
def desk(pack: Workplace) -> Desk:
    return laid_out(pack)


def test_a_trial_begins_at_the_node_as_it_was_set_and_the_boss_says_what_they_say_there(desk: Desk) -> None:
    desk.bench.go("third")
    standing = replace(standing_here(desk.bench), meters=(9, 1), concerns=(2, 1))
    trial = trial_from(desk.bench.draft, standing)
    try:
        state = trial.session.played.now.state
        assert trial.node == "third"
        assert state.meters == (9, 1)
        assert state.concerns == (2, 1)
        assert [line.text for line in trial.session.played.now.lines] == ["What do you want, then?"]
        trial.session.say("clear")
        assert trial.node == "kept"
        assert trial.session.over
    finally:
        trial.close()


def test_nothing_of_a_trial_is_in_the_persons_journal_or_left_on_disk(desk: Desk) -> None:
    trial = trial_from(desk.bench.draft, standing_here(desk.bench))
    folder = Path(trial.folder.name)
    trial.session.say("ask")
    assert not trial.session.kept
    assert not trial.session.journal.in_memory
    trial.close()
    assert not folder.exists()
    assert Journal.open().rehearsals() == ()


def test_a_trial_along_the_path_has_said_its_lines_and_can_take_them_back(desk: Desk) -> None:
    desk.bench.follow(1)
    desk.bench.follow(1)
    trial = trial_along(desk.bench)
    assert trial is not None
    try:
        assert trial.lines == ("ask", "hear")
        assert trial.session.undo()
        trial.session.say("refuse")
        assert trial.lines == ("ask", "refuse")
        assert trial.session.debrief() is not None
    finally:
        trial.close()


def test_a_path_that_is_broken_is_played_as_far_as_it_goes(desk: Desk) -> None:
    desk.bench.follow(1)
    desk.bench.follow(1)
    desk.save("id: hear", "id: listen-first")
    trial = trial_along(desk.bench)
    assert trial is not None
    try:
        assert trial.lines == ("ask",)
        trial.session.say("listen-first")
    finally:
        trial.close()


def test_where_the_path_stands_a_trial_stands_as_it_does(desk: Desk) -> None:
    desk.bench.follow(3)  # trust -3 and more
    played = desk.bench.path.played
    assert played is not None
    assert standing_here(desk.bench).meters == played.now.state.meters
    desk.bench.go("third")
    assert standing_here(desk.bench).meters == desk.bench.story.levels[1].start


def test_another_boss_keeps_what_the_two_share(desk: Desk) -> None:
    here = standing_here(desk.bench)
    standing = replace(here, meters=(2, 3), concerns=(2, 2), persona="controlling", mood=5)
    story = desk.bench.draft.story("controlling")
    found = fitted(standing, story)
    assert found.meters == (2, 3)
    assert len(found.concerns) == len(story.concerns)
    assert found.mood == 0
    trial_from(desk.bench.draft, found).close()


def test_a_shipped_meeting_is_copied_into_a_pack_of_ones_own_and_takes_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = shipped_content() / "scenarios" / "one-day-a-week.yaml"
    monkeypatch.chdir(shipped_content())
    assert not is_shipped(file)  # who stands among the sources means those
    monkeypatch.chdir(tmp_path)
    assert is_shipped(file)
    place = copied(file)
    assert place == copy_place(file)
    assert place.read_bytes() == file.read_bytes()
    place.write_text(place.read_text(encoding="utf-8").replace("title: One day", "title: Some day"), encoding="utf-8")
    assert copied(file) == place  # what was written since is kept
    workplace = open_workplace("one-day-a-week")
    assert workplace.file.resolve() == place
    assert workplace.library.scenarios["one-day-a-week"].title.startswith("Some day")


def test_the_boss_of_the_bench_is_the_boss_of_the_trial(desk: Desk) -> None:
    desk.bench.take_boss("sociable")
    trial = trial_from(desk.bench.draft, standing_here(desk.bench))
    try:
        assert trial.session.story.boss.persona == "sociable"
    finally:
        trial.close()
