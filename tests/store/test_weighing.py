"""The odds of a rehearsal's meeting are computed beside the talk, by a process that nobody notices."""

from __future__ import annotations

import pickle
import subprocess
import sys
from typing import IO, TYPE_CHECKING

import pytest

from rehearse.coaching.feedback.catalogue import Catalogue
from rehearse.coaching.odds.persons import ranks_of
from rehearse.loading.library import load_library
from rehearse.store import worth_process
from rehearse.store.places import worth_folder
from rehearse.store.session import Session, story_of
from rehearse.store.worth import keep, load, unframed
from rehearse.store.worth_process import Job
from tests.worlds import library_of, meeting

if TYPE_CHECKING:
    from collections.abc import Callable

    from rehearse.loading.library import Library
    from rehearse.store.journal import Journal

NODES = """
open:
  phase: opening
  boss: "{brief.home_days}, then?"
  choices:
    - {id: ask, say: Why?, move: ask, chance: [{weight: 3, to: done}, {weight: 1, to: gone}]}
    - {id: push, say: Now., move: push, goto: gone}
gone: {phase: proposal, ending: refused, title: No, boss: No., summary: You were refused.}
"""
EXPECTED = 0.5 * 0.375 + 0.5 * 0.75
"""How often it ends well for somebody halfway."""


@pytest.fixture
def begun(journal: Journal) -> Callable[[], Session]:
    """Begins a rehearsal of the small meeting."""
    library = library_of(meeting(NODES))

    def begin() -> Session:
        return Session.begin(
            library, journal, scenario="meeting", persona="boss", level="everyday", seed=1, feedback="now"
        )

    return begin


def looked(session: Session) -> Session:
    """*session*, once it has been looked for its odds."""
    session.weigh()
    assert session.weighing is not None
    assert session.weighing._thread is not None
    session.weighing._thread.join()
    assert not session.weighs
    return session


def chance(session: Session) -> float | None:
    found = session.worth()
    return None if found is None else found.chance(session.played.now.state, ["agreed"])


def job_of(library: Library, scenario: str, persona: str, key: str = "a-key") -> Job:
    assert library.rules is not None
    ranks = ranks_of(story_of(library, scenario, persona), Catalogue(library))
    main, _, second = persona.partition("+")
    return Job(
        key,
        library.scenarios[scenario],
        library.personas[main],
        library.personas[second] if second else None,
        library.rules,
        library.moves,
        "everyday",
        ranks,
    )


def nothing_to_compute_with(*_: object) -> None:
    pytest.fail("it was computed here")


def test_a_process_computes_and_keeps_them_and_nothing_shows(begun, monkeypatch, capfd):
    monkeypatch.setattr("rehearse.coaching.odds.worth.computed", nothing_to_compute_with)
    session = begun()
    assert (session.worth(), session.weighs) == (None, False)
    looked(session)
    assert chance(session) == EXPECTED
    assert len(list(worth_folder().glob("*.odds"))) == 1
    assert capfd.readouterr() == ("", "")


def test_once_they_are_kept_no_process_is_needed(begun, monkeypatch):
    expected = begun().worth_now().lines(begun().played.now.state)
    monkeypatch.setattr(subprocess, "Popen", nothing_to_compute_with)
    monkeypatch.setattr("rehearse.coaching.odds.worth.computed", nothing_to_compute_with)
    session = looked(begun())
    assert chance(session) == EXPECTED
    assert session.worth_now().lines(session.played.now.state) == expected
    assert chance_now(begun()) == EXPECTED


def chance_now(session: Session) -> float:
    return session.worth_now().chance(session.played.now.state, ["agreed"])


def test_all_branches_of_a_rehearsal_share_them(begun):
    session = begun()
    session.say("push")
    branch = session.fork(0)
    looked(session)
    other = session.fork(0)
    assert other.worth() is session.worth() is not None
    assert chance_now(branch) == EXPECTED


def dies(_: object, file: IO[bytes]) -> None:
    file.write(b"no job at all\n")


def no_program(*_: object, **__: object) -> None:
    message = "No such file or directory"
    raise FileNotFoundError(message)


@pytest.mark.parametrize(
    ("what", "instead"),
    [
        ("rehearse.store.worth_process.pickle.dump", dies),
        ("rehearse.store.own_process.subprocess.Popen", no_program),
        ("rehearse.store.worth_process.unframed", lambda _: None),
        ("rehearse.store.worth_process.unframed", lambda _: b"something else"),
    ],
    ids=["it dies", "it cannot be started", "it says half of it", "it says something else"],
)
def test_where_the_process_comes_to_nothing_they_are_computed_when_they_are_asked_for(
    begun, monkeypatch, capfd, what, instead
):
    monkeypatch.setattr(what, instead)
    monkeypatch.setattr("rehearse.store.weighing.Weighing._kept", lambda *_: None)
    session = looked(begun())
    assert session.worth() is None
    assert chance_now(session) == EXPECTED
    assert chance(session) == EXPECTED
    assert capfd.readouterr() == ("", "")


def test_a_process_that_takes_too_long_is_ended(monkeypatch):
    monkeypatch.setattr(worth_process, "MOST_SECONDS", 0.0)
    assert worth_process.done_elsewhere(job_of(load_library(), "one-day-a-week", "sociable")) is None


def test_where_nothing_can_be_kept_they_come_all_the_same(begun):
    worth_folder().parent.parent.mkdir(parents=True, exist_ok=True)
    worth_folder().parent.write_text("a file where the folder should be")
    assert chance(looked(begun())) == EXPECTED


def test_what_is_kept_and_damaged_is_computed_anew(begun):
    chance_now(begun())
    (path,) = worth_folder().glob("*.odds")
    whole = path.read_bytes()
    path.write_bytes(whole[:-1])
    assert chance_now(begun()) == EXPECTED
    assert path.read_bytes() == whole
    keep(path.stem, b"well framed, but no odds")
    assert chance_now(begun()) == EXPECTED
    assert path.read_bytes() == whole


def test_the_process_ends_when_whoever_asked_is_gone():
    with subprocess.Popen(
        [sys.executable, "-m", "rehearse.store.worth_process"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        pickle.dump(job_of(load_library(), "one-day-a-week", "controlling"), process.stdin)
        process.stdin.close()  # as when the program is ended in whatever way
        assert process.stdout.read() == b""
        assert process.wait() == 1
    assert load("a-key") is None


def test_a_mix_of_two_bosses_has_odds_of_its_own():
    library = load_library()
    job = job_of(library, "summoned-three-days", "risk-averse+sociable")
    again: Job = pickle.loads(pickle.dumps(job))
    assert again == job
    assert worth_process._computed(again) == worth_process._computed(job)
    alone = worth_process._computed(job._replace(second=None))
    assert alone != worth_process._computed(job)


def test_the_process_says_what_it_keeps():
    data = worth_process.done_elsewhere(job_of(library_of(meeting(NODES)), "meeting", "boss"))
    assert data is not None
    assert load("a-key") == data
    (path,) = worth_folder().glob("*.odds")
    assert unframed(path.read_bytes()) == data
