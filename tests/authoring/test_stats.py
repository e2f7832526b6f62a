"""``rehearse stats``: what is counted is what is there."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from rehearse.authoring.graph.stats import persona_stats, scenario_stats, words_in
from rehearse.cli.commands import run
from rehearse.loading.library import load_library
from tests.worlds import library_of, meeting

if TYPE_CHECKING:
    from pathlib import Path

SMALL = meeting(
    """
    open:
      phase: opening
      boss: {default: One two., boss: One two three.}
      choices:
        - {id: a, say: Four words of mine., move: ask, reply: Fine by me., goto: between}
        - {id: b, say: Just three words., move: sulk, goto: done}
    between: {phase: concerns, boss: By itself., goto: open-end}
    open-end:
      phase: concerns
      boss: And now?
      choices:
        - {id: c, say: Done., move: ask, goto: done}
    """
)


def test_words_are_what_stands_between_blanks_and_signs() -> None:
    assert words_in("I'd say: pick-up at 12, \N{EN DASH} no?", "Two words.") == 8
    assert words_in("", "\N{HORIZONTAL ELLIPSIS}") == 0


def test_everything_of_a_small_scenario_is_counted_by_hand() -> None:
    found = scenario_stats(library_of(SMALL), "meeting", talks=50)
    assert (found.nodes, found.talking, found.passing, found.todo, found.choices) == (4, 2, 1, 0, 3)
    assert found.endings == {"agreed": 1}
    (boss,) = found.bosses
    assert (boss.own_texts, boss.texts) == (1, 5)
    assert boss.boss_words == 3 + 2 + 2 + 1 + 3  # open, between, open-end, done, and the one reply
    assert boss.your_words == 4 + 3 + 1
    head = words_in("A meeting", "A summary.", "You are you.", "A room.", "A day at home.", "Agreed", "You agreed.")
    assert found.words == head + boss.your_words + boss.boss_words + 2  # and what the boss says by default at the start
    turns = boss.talks.turns
    assert (turns.least, turns.most) == (1, 2)
    assert boss.talks.played == 50


def test_a_longer_talk_has_more_words_and_the_same_question_the_same_answer() -> None:
    library = load_library()
    first, again = (scenario_stats(library, "one-day-a-week", ["sociable"], talks=40) for _ in range(2))
    assert first == again
    words = first.bosses[0].talks.words
    assert words.least < words.middle < words.most
    assert first.bosses[0].own_texts <= first.bosses[0].texts


def test_a_persona_is_counted_by_its_reactions_and_lines() -> None:
    found = persona_stats(library_of(SMALL), "boss")
    assert (found.reactions, found.moves) == (5, 7)
    said = "Asked. Asked again. They ask. Heard. Heard again. They listen. Answered. Answered again. They answer."
    said += " Pleased. Pleased again. They please. Pushed. Pushed again. They push."
    general = "Good. Better. Good. Well. Hm. Hm. No. Never. Bad."
    assert found.reaction_words == words_in(said, general)


def test_the_whole_library_is_a_table_no_wider_than_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["stats"]) == 0
    told = capsys.readouterr().out
    library = load_library()
    assert max(map(len, told.splitlines())) <= 80
    for scenario in library.scenarios.values():
        assert re.search(rf"^{scenario.title} +{len(scenario.nodes)} ", told, re.MULTILINE)
    for persona in library.personas.values():
        assert f"{persona.name} " in told


def test_one_scenario_is_told_with_every_boss_and_where_the_minutes_come_from(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["stats", "one-day-a-week"]) == 0
    told = capsys.readouterr().out
    assert max(map(len, told.splitlines())) <= 110
    for name in ("Margaret Voss", "Gerald Pike", "Helen Marsh", "Danny Okafor"):
        assert len(re.findall(rf"^  {name} ", told, re.MULTILINE)) == 2
    assert "238 words a minute" in " ".join(told.split())
    assert "Brysbaert 2019" in " ".join(told.split())


def test_programs_get_the_same_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["stats", "one-day-a-week", "summoned-three-days", "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    library = load_library()
    for found in data["scenarios"]:
        assert found["nodes"] == len(library.scenarios[found["scenario"]].nodes)
        assert {boss["boss"] for boss in found["bosses"]} == set(library.personas)
        assert found["reading_minutes"] == pytest.approx(found["words"] / 238, abs=0.06)


def test_a_file_can_be_counted_and_one_that_is_not_there_gets_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "meeting.yaml"
    path.write_text(SMALL.replace("move: ask", "move: ask-for-the-reason").replace("sulk", "make-small-talk"))
    assert run(["stats", str(path)]) == 0
    assert "A meeting (meeting)" in capsys.readouterr().out
    assert run(["stats", "one-day-a-wek"]) == 2
    assert "Did you mean 'one-day-a-week'?" in capsys.readouterr().err
