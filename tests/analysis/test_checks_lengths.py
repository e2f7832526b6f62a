"""Texts that are too long for the screen, as the checks say it; and the measures that they go by."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rehearse.analysis.checks import lengths
from rehearse.analysis.checks.lengths import (
    BOSS_COLUMNS,
    BOSS_ROWS,
    CHOICE_COLUMNS,
    CHOICES_ROWS,
    CUE_COLUMNS,
    NAME_COLUMNS,
    TITLE_COLUMNS,
    columns_of,
    persona_lengths,
    rows_of,
    scenario_lengths,
)
from tests.worlds import PERSONA, library_of, meeting

NODE = """
open:
  phase: opening
  boss: {boss}
  choices:
    - {{id: one, say: {say}, move: ask, goto: done}}
    - {{id: two, say: No., move: push, goto: done}}
"""


def told(scenario: str) -> list[tuple[str, str]]:
    library = library_of(scenario)
    assert [str(problem) for problem in library.errors] == []
    return [(problem.code, problem.message) for problem in scenario_lengths(library, library.scenarios["meeting"])]


def rows(count: int, columns: int) -> str:
    """A text that takes this many rows."""
    return " ".join(["x" * columns] * count)


def test_texts_that_just_fit_are_no_problem():
    assert (
        told(meeting(NODE.format(boss=rows(BOSS_ROWS, BOSS_COLUMNS), say=rows(CHOICES_ROWS - 1, CHOICE_COLUMNS)))) == []
    )


def test_a_boss_who_says_more_than_is_in_sight_is_told():
    ((code, message),) = told(meeting(NODE.format(boss=rows(BOSS_ROWS + 1, BOSS_COLUMNS), say="Yes.")))
    assert code == "does-not-fit"
    assert f"takes {BOSS_ROWS + 1} rows" in message


def test_choices_that_are_not_all_in_sight_are_told_once_for_their_node():
    ((_, message),) = told(meeting(NODE.format(boss="Well?", say=rows(CHOICES_ROWS, CHOICE_COLUMNS))))
    assert f"the choices take {CHOICES_ROWS + 1} rows; {CHOICES_ROWS} are in sight" in message


def test_more_choices_than_have_a_number_are_told():
    choices = "".join(f"    - {{id: c{place}, say: Yes., move: ask, goto: done}}\n" for place in range(7))
    ((_, message),) = told(meeting(f"open:\n  phase: opening\n  boss: Well?\n  choices:\n{choices}"))
    assert message.startswith("There are 7 choices here; only 6")


def test_titles_that_would_be_cut_are_told():
    scenario = meeting(NODE.format(boss="Well?", say="Yes."))
    assert told(scenario.replace("title: A meeting", f"title: {'x' * TITLE_COLUMNS}")) == []
    ((_, message),) = told(scenario.replace("title: A meeting", f"title: {'x' * (TITLE_COLUMNS + 1)}"))
    assert message == f"A title is cut after {TITLE_COLUMNS} signs at 80 columns; this has {TITLE_COLUMNS + 1}."


def test_a_boss_with_a_name_or_a_look_that_would_be_cut_is_told():
    persona = PERSONA.replace("Pat Quill", "P" * (NAME_COLUMNS + 1)).replace(
        "cue: The usual face.", f"cue: {'x' * (CUE_COLUMNS + 1)}"
    )
    library = library_of(meeting(NODE.format(boss="Well?", say="Yes.")), {"personas/boss.yaml": persona})
    found = [problem.message for problem in persona_lengths(library, library.personas["boss"])]
    assert [message.split(" is cut")[0] for message in found] == ["A boss's name", "What one sees of the boss"]


@given(
    words=st.lists(st.text(alphabet="abcé漢", min_size=1, max_size=30), min_size=1, max_size=30),
    width=st.integers(5, 40),
)
def test_a_text_takes_no_fewer_rows_than_its_columns_need(words: list[str], width: int):
    text = " ".join(words)
    found = rows_of(text, width)
    assert found >= -(-columns_of(text.replace(" ", "")) // width)
    assert found <= sum(-(-columns_of(word) // width) for word in words)


@pytest.mark.parametrize(("text", "columns"), [("abc", 3), ("é", 1), ("e\u0301", 1), ("漢字", 4)])
def test_signs_take_the_columns_that_a_terminal_gives_them(text: str, columns: int):
    assert columns_of(text) == columns


def test_the_screens_cut_where_the_checks_say():
    from rehearse.tui.home import recent
    from rehearse.tui.talk import choice_list, mood_panel

    for screen, names in (
        (choice_list, ["MOST_NUMBERED"]),
        (mood_panel, ["CUE_ROWS", "ROOM_FOR_WRAPPING"]),
        (recent, ["TITLE_COLUMNS", "NAME_COLUMNS"]),
    ):
        assert {name: vars(screen)[name] for name in names} == {name: vars(lengths)[name] for name in names}
