"""Yarn Spinner as a draft: nodes, lines, options and jumps whole, the rest told at its line."""

from __future__ import annotations

import pytest

from rehearse.authoring.exchange.draft import NotReadable
from tests.exchange.reading import draft_of, imported, to

TALK = """\
title: Start
position: 10,20
---
Boss: You wanted to see me?
Boss: Sit down.
-> A day at home. #line:1
    Boss: Would you.
    -> To think.
        Boss: To think!
    -> For the children. <<if $has_children>>
        <<jump Children>>
-> Nothing.
    <<stop>>
Boss: Well then.
<<set $said to true>>
<<jump End>>
===
title: Children
tags: soft
---
Priya: {$name}, is it?
<<if visited("Start")>>
    <<jump End>>
<<else>>
    Boss: [wave]Oh.[/wave]
<<endif>>
===
title: End
---
=> Boss: Till tomorrow.
=> Boss: Off you go.
===
"""


def test_nodes_lines_options_and_jumps_become_nodes_and_choices(tmp_path):
    story = imported("yarn", TALK, tmp_path)
    assert story.scenario.start == "start"
    assert story.said("start") == "You wanted to see me?\nSit down."
    assert story.lines("start") == ["A day at home.", "Nothing."]
    inner = to(story.node("start").choices[0])
    assert story.said(inner) == "Would you."
    think, children = story.node(inner).choices
    assert think.reply == {"default": "To think!"}
    assert to(children) == "children"
    after = to(think)
    assert story.said(after) == "Well then.", "after the options the talk goes on below them"
    assert story.ways(after) == ["end"]
    assert [problem.code for problem in story.problems if problem.severity == "error"] == []


def test_a_stop_ends_the_story(tmp_path):
    story = imported("yarn", TALK, tmp_path)
    assert story.node(to(story.node("start").choices[1])).todo


def test_the_lines_of_who_speaks_most_are_the_boss_and_other_names_stay(tmp_path):
    story = imported("yarn", TALK, tmp_path)
    assert story.said("children") == "Priya: …, is it?"


def test_lines_of_a_group_stand_side_by_side(tmp_path):
    assert imported("yarn", TALK, tmp_path).said("end") == "Till tomorrow. / Boss: Off you go."


def test_everything_that_was_left_out_is_told_at_its_line(tmp_path):
    story = imported("yarn", TALK, tmp_path)
    assert story.dropped == [
        (0, "speaker"),
        (6, "tag"),
        (10, "condition"),
        (15, "variable"),
        (19, "header"),
        (21, "variable"),
        (22, "condition"),
        (24, "condition"),
        (25, "markup"),
        (25, "markup"),
        (30, "alternatives"),
        (31, "alternatives"),
    ]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("<<declare $a = 1>>", "variable"),
        ("<<wait 2>>", "command"),
        ("<<call foo()>>", "function"),
        ("<<enum A>>", "enum"),
        ("<<detour Side>>", "detour"),
        ("<<once>>", "condition"),
        ("<<return>>", "detour"),
        ("<<jump {$place}>>", "command"),
        ("<<jump Nowhere>>", "jump"),
        ("Line <<once>>", "condition"),
        ("// aside", "comment"),
        ("Line // aside", "comment"),
        ("Line #tag", "tag"),
        ("=> Line", "alternatives"),
    ],
)
def test_each_construct_that_is_left_out_is_told(line, kind):
    draft = draft_of("yarn", f"title: Start\n---\nText.\n{line}\n===\ntitle: Side\n---\nAside.\n===\n")
    told = [one.kind for one in draft.all_dropped if one.line in (3, 4)]
    assert kind in told


def test_nodes_of_one_title_are_a_group_and_chance_chooses(tmp_path):
    text = (
        "title: Start\n---\nHm.\n<<jump Any>>\n===\ntitle: Any\nwhen: $a\n---\nOne.\n===\ntitle: Any\n---\nTwo.\n===\n"
    )
    story = imported("yarn", text, tmp_path)
    assert story.ways("start") == ["any", "any-2"]
    assert {"node group", "condition"} <= {kind for _, kind in story.dropped}


def test_escaped_signs_are_text(tmp_path):
    text = "title: Start\n---\nA \\#sign, \\{braces\\}, \\<\\<no command\\>\\>, http:\\/\\/x.y\n===\n"
    assert imported("yarn", text, tmp_path).said("start") == "A #sign, {{braces}}, <<no command>>, http://x.y"


def test_a_file_without_nodes_is_refused_with_a_sentence():
    with pytest.raises(NotReadable, match="no nodes"):
        draft_of("yarn", "only words\n")


def test_nesting_is_capped_with_a_sentence_and_its_line():
    with pytest.raises(NotReadable, match="30 levels") as refused:
        draft_of("yarn", "title: A\n---\n" + "\n".join(" " * depth + "-> x" for depth in range(50)))
    assert refused.value.line == 33
