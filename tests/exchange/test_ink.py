"""Ink as a draft: its plain part whole, the rest told at its line."""

from __future__ import annotations

import pytest

from rehearse.authoring.exchange.draft import NotReadable
from tests.exchange.reading import draft_of, imported, to

TALK = """\
VAR trust = 3
-> office
=== office ===
Your boss looks up. # mood: tired
"Well?"
* "I'd like a day at home."
  "Would you."
  -> ask
* (joke) [Make a joke]
  Nobody laughs.
* {trust > 2} "It's nothing[."]," I say.
- She waits.
+ [Go on] -> ask
* -> ask

=== ask
= first
"What for?" {she sighs|she smiles}
+ "To think." <>
  -> second
+ "For the children."
  * * "Both of them."
      "I see."
  * * "Every Wednesday."
  - - "Hm."
  -> END
= second
~ trust = trust - 1
She nods. -> office.joke
"""


def test_knots_stitches_choices_gathers_and_diverts_become_nodes_and_choices(tmp_path):
    story = imported("ink", TALK, tmp_path)
    assert story.scenario.start == "start-of-the-story"
    assert story.ways("start-of-the-story") == ["office"]
    assert story.said("office") == 'Your boss looks up.\n"Well?"'
    assert story.lines("office") == ['"I\'d like a day at home."', "Make a joke", '"It\'s nothing."']
    first, joke, nothing = story.node("office").choices
    assert first.reply == {"default": '"Would you."'}
    assert to(first) == "ask"
    assert to(joke) == "joke", "a choice that is diverted to is a node of its own"
    assert story.said("joke") == "Nobody laughs."
    assert nothing.reply == {"default": '"It\'s nothing," I say.'}
    assert to(nothing) == "office-2"
    assert story.said("office-2") == "She waits."
    assert story.ways("ask") == ["ask-first"], "a knot without text leads to its first stitch"
    assert to(story.node("ask-first").choices[0]) == "ask-second"
    assert story.ways("ask-second") == ["joke"]
    assert [problem.code for problem in story.problems if problem.severity == "error"] == []


def test_the_choice_without_words_is_taken_when_no_other_is_left(tmp_path):
    story = imported("ink", TALK, tmp_path)
    assert story.node("office-2").fallback == "ask"


def test_nested_choices_come_together_at_their_gather(tmp_path):
    story = imported("ink", TALK, tmp_path)
    nested = to(story.node("ask-first").choices[1])
    assert story.lines(nested) == ['"Both of them."', '"Every Wednesday."']
    gathered = {to(choice) for choice in story.node(nested).choices}
    assert len(gathered) == 1
    assert story.said(gathered.pop()) == '"Hm."'


def test_sticky_choices_may_be_said_again_and_others_once(tmp_path):
    story = imported("ink", TALK, tmp_path)
    assert [choice.repeat for choice in story.node("office").choices] == [False, False, False]
    assert [choice.repeat for choice in story.node("ask-first").choices] == [True, True]


def test_everything_that_was_left_out_is_told_at_its_line(tmp_path):
    story = imported("ink", TALK, tmp_path)
    assert story.dropped == [
        (1, "variable"),
        (4, "tag"),
        (11, "condition"),
        (18, "alternatives"),
        (19, "glue"),
        (28, "logic"),
    ]
    for line, kind in story.dropped:
        assert f"# line {line}, {kind}: " in story.text


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("CONST a = 1", "variable"),
        ("LIST moods = calm, (angry)", "list"),
        ("INCLUDE other.ink", "include"),
        ("EXTERNAL play(sound)", "function"),
        ("~ temp a = 2", "logic"),
        ("TODO: write this", "to do"),
        ("<- side", "thread"),
        ("{trust}", "variable"),
        ("{trust > 2: yes}", "condition"),
        ("{&one|two}", "alternatives"),
        ("-> side ->", "tunnel"),
        ("-> nowhere", "divert"),
        ("->->", "tunnel"),
        ("said <>", "glue"),
        ("said # tag", "tag"),
        ("// aside", "comment"),
        ("/* aside */", "comment"),
        ("{ never closed", "brace"),
    ],
)
def test_each_construct_that_is_left_out_is_told(line, kind):
    draft = draft_of("ink", f"=== one ===\nText.\n{line}\nMore. -> DONE\n=== side ===\nAside. -> DONE\n")
    assert (3, kind) in [(one.line, one.kind) for one in draft.all_dropped]


def test_a_function_is_left_out_with_all_that_stands_in_it():
    draft = draft_of("ink", "=== function lower(ref x) ===\n~ x = x - 1\nwords\n=== one ===\nText. -> END\n")
    assert [passage.text for passage in draft.passages] == ["Text."]
    assert [(one.line, one.kind) for one in draft.all_dropped] == [(1, "function")]


def test_the_words_of_every_branch_are_kept():
    draft = draft_of(
        "ink",
        "=== one ===\nI {late: run|walk|{soon:skip}} home.\n"
        "{\n- late: It is dark.\n- else: It is light.\n}\n{|Again.}\n-> END\n",
    )
    assert draft.passages[0].text == "I run / walk / skip home.\nIt is dark.\nIt is light.\nAgain."


def test_where_a_condition_decided_between_ways_chance_stands_in_its_place(tmp_path):
    story = imported(
        "ink",
        "=== one ===\nText.\n{late: -> two}\n-> three\n=== two ===\nTwo. -> END\n=== three ===\nThree. -> END",
        tmp_path,
    )
    assert story.ways("one") == ["two", "one-2"]
    assert story.ways("one-2") == ["three"]


def test_braces_in_the_text_are_no_slots(tmp_path):
    story = imported("ink", "=== one ===\nAn \\{odd\\} thing. -> END\n", tmp_path)
    assert story.said("one") == "An {{odd}} thing."


@pytest.mark.parametrize("text", ["", "\n\n", "// nothing\n", "VAR a = 1\n"])
def test_a_file_without_a_story_is_refused_with_a_sentence(text):
    with pytest.raises(NotReadable, match="no story"):
        draft_of("ink", text)


def test_nesting_is_capped_with_a_sentence_and_its_line():
    with pytest.raises(NotReadable, match="30 levels") as refused:
        draft_of("ink", "\n".join("*" * depth + " x" for depth in range(1, 50)))
    assert refused.value.line == 31
    with pytest.raises(NotReadable, match="100 levels"):
        draft_of("ink", "{" * 50_000)
