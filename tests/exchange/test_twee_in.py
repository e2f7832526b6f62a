"""Twee as a draft: passages and links whole, the rest told at its line."""

from __future__ import annotations

import pytest

from rehearse.authoring.exchange.draft import NotReadable
from tests.exchange.reading import draft_of, imported, to

TALK = """\
:: StoryTitle
A raise

:: StoryData
{"ifid": "D674C58C-DEFA-4F70-B7A2-27742230C0FC", "format": "SugarCube", "start": "The office"}

:: The office [room] {"position":"100,200"}
Your boss looks up. "$name?"
<<set $mood to 3>>
[[Ask for a raise->Ask]]
[[Later<-Say nothing]]
[[Make small talk|Weather][$talked to true]]
* [[Leave]]

:: Ask
You could [[sit down->Weather]] first. //Or not.//
<<if $mood gt 2>>"Go on."<<else>>"Not now."<</if>>
<<link "Go on" "Leave">><</link>>

:: Weather
<img src="rain.png"> It rains.<br>It pours. <<goto "Leave">>

:: Leave
You go. /* for now */

:: Code [script]
alert(1);

:: StoryInit
<<set $mood to 1>>
"""


def test_passages_and_every_form_of_link_become_nodes_and_choices(tmp_path):
    story = imported("twee", TALK, tmp_path)
    assert story.scenario.title == "A raise"
    assert story.scenario.start == "the-office"
    assert story.said("the-office") == 'Your boss looks up. "…?"'
    choices = {choice.say["default"]: to(choice) for choice in story.node("the-office").choices}
    assert choices == {
        "Ask for a raise": "ask",
        "Say nothing": "later",
        "Make small talk": "weather",
        "Leave": "leave",
    }
    assert story.said("ask") == 'You could sit down first. Or not.\n"Go on.""Not now."'
    assert story.lines("ask") == ["sit down", "Go on"]
    assert story.said("weather") == "It rains.\nIt pours."
    assert story.ways("weather") == ["leave"]
    assert [problem.code for problem in story.problems if problem.severity == "error"] == []


def test_a_link_to_a_passage_that_is_not_there_leads_to_a_node_to_be_written(tmp_path):
    assert imported("twee", TALK, tmp_path).node("later").todo


def test_everything_that_was_left_out_is_told_at_its_line(tmp_path):
    story = imported("twee", TALK, tmp_path)
    assert sorted(story.dropped) == [
        (7, "tag"),
        (8, "variable"),
        (9, "macro"),
        (12, "setter"),
        (16, "formatting"),
        (16, "formatting"),
        (17, "macro"),
        (17, "macro"),
        (17, "macro"),
        (18, "macro"),
        (18, "macro"),
        (21, "image"),
        (21, "macro"),
        (21, "markup"),
        (24, "comment"),
        (26, "script"),
        (29, "special passage"),
    ]


CHAPBOOK = "mood: 3\n--\n[if mood > 2]\nHello {name}. {link to: 'B', label: 'On'}"


@pytest.mark.parametrize(
    ("form", "text", "links", "kinds"),
    [
        ("Harlowe", '(set: $a to 1)(link-goto: "Go", "B") [[C]]', ["Go", "C"], ["macro", "macro"]),
        ("Harlowe", "(if: $a is 1)[See [[B]].]", ["B"], ["macro"]),
        ("Chapbook", CHAPBOOK, ["On"], ["variable", "modifier", "insert"]),
        ("Snowman", "<% s.a = 1 %>Hello <%= s.a %>. [[On|B]]", ["On"], ["code", "code"]),
        ("SugarCube", "[img[a.png][B]] <<button [[On|B]]>><</button>>", ["On"], ["image", "macro", "macro"]),
        ("", "Hello <script>x</script><style>y</style>[[B]]", ["B"], ["script", "style"]),
        ("SugarCube", "<<link 'I don't know'>>x<</link>>[[On|B]]", ["On"], ["macro", "macro"]),
        ("SugarCube", "[[Here|https://example.org]] [[On|B]]", ["On"], ["external link"]),
        ("SugarCube", "[[Somewhere|$place]]", ["Somewhere"], ["computed link"]),
    ],
)  # fmt: skip
def test_each_story_format_gives_its_links_and_tells_the_rest(form, text, links, kinds):
    data = f':: StoryData\n{{"format": "{form}"}}\n' if form else ""
    draft = draft_of("twee", f"{data}:: Start\n{text}\n:: B\nB.\n:: C\nC.\n")
    assert [option.text for option in draft.passages[0].options] == links
    assert [one.kind for one in draft.all_dropped] == kinds


def test_the_words_of_a_hook_are_kept_without_its_brackets():
    draft = draft_of("twee", ":: Start\n(if: $a)[One (set: $b to 2)[two]] three [four]\n")
    assert draft.passages[0].text == "One two three [four]"


def test_names_with_escaped_signs_and_twee_2_headers_are_read():
    draft = draft_of("twee", ":: A \\[b\\] [x] <10,20>\nText [[B]]\n:: B\nEnd\n")
    assert [passage.name for passage in draft.passages] == ["A [b]", "B"]


def test_a_story_published_by_twine_is_read():
    html = """<html><tw-storydata name="A &amp; B" startnode="2" format="Harlowe">
<style id="twine-user-stylesheet">x</style>
<tw-passagedata pid="1" name="End" tags="">The end.</tw-passagedata>
<tw-passagedata pid="2" name="Begin" tags="t">Well? [[On-&gt;End]]</tw-passagedata></tw-storydata></html>"""
    draft = draft_of("twee", html)
    assert (draft.title, draft.start) == ("A & B", "Begin")
    assert draft.passages[1].options[0].ways[0].to == "End"
    assert [one.kind for one in draft.all_dropped] == ["style", "tag"]


def test_a_second_passage_of_a_name_is_told():
    draft = draft_of("twee", ":: Start\nOne\n:: Start\nTwo\n")
    assert [passage.text for passage in draft.passages] == ["One"]
    assert [(one.line, one.kind) for one in draft.all_dropped] == [(3, "passage")]


@pytest.mark.parametrize("text", ["", "words", ":: Code [script]\nx\n", "<tw-storydata></tw-storydata>"])
def test_a_file_without_a_story_is_refused_with_a_sentence(text):
    with pytest.raises(NotReadable, match="no passage"):
        draft_of("twee", text)


def test_a_line_reworded_in_twine_is_read_as_it_is_now(tmp_path):
    text = (
        ":: about [about-the-meeting]\n<!--\nid: story\n-->\n\n"
        ':: here [opening]\nWell?\n[[New words->end]]\n<!--\nid: old-id\nsay: Old words\nmove: ["buy-time"]\n-->\n'
        "[[Another->end]]\n\n:: end [proposal ending agreed]\n<!--\ntitle: The end\nsummary: It ended.\n-->\nYes.\n"
    )
    story = imported("twee", text, tmp_path)
    assert [(choice.id, choice.say["default"]) for choice in story.node("here").choices] == [
        ("old-id", "New words"),
        ("another", "Another"),
    ]
    assert story.node("here").choices[0].move == ("buy-time",)
    assert story.node("end").ending == "agreed"
