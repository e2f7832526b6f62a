"""Ids for what lacks one: put in where they belong, made of what is said, and nothing else is touched."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rehearse.loading.ids import Unchanged, with_ids
from rehearse.loading.yaml_reader import SourceError, read_yaml

MEETING = """\
# My meeting.
id: mine
start: opening
nodes:
  opening:   # the first
    phase: opening
    boss: Hello.
    choices:
      # one
      - say: I'd like to talk about {brief.home_day}s at home.   # plainly
        goto: end
      - {say: "Is it?", goto: end}
      -   id:
          say: Is it?
          goto: end
      - id: kept
        say: Kept.
        goto: end
  end: {ending: agreed}
"""


def named(text: str, path: str = "mine.yaml") -> str:
    return with_ids(path, text.encode()).content.decode()


def test_each_choice_gets_an_id_made_of_what_it_says():
    assert named(MEETING) == MEETING.replace("      - say: I'd", "      - id: talk-home\n        say: I'd").replace(
        '{say: "Is it?"', '{id: is-it, say: "Is it?"'
    ).replace("-   id:\n", "-   id: is-it-2\n")


def test_twice_is_the_same_as_once():
    once = named(MEETING)
    assert named(once) == once
    assert with_ids("mine.yaml", once.encode()).named == ()


def test_every_id_that_is_given_is_told_with_its_place():
    given_ids = with_ids("mine.yaml", MEETING.encode()).named
    assert [(each.id, each.span.line) for each in given_ids] == [("talk-home", 10), ("is-it", 12), ("is-it-2", 13)]


def test_a_node_whose_key_is_no_id_gets_one_and_what_leads_there_follows():
    text = """\
id: mine
start: Opening Line
nodes:
  Opening Line:
    goto: "The End"
  'The End':
    choices:
      - {id: again, say: Opening Line, goto: Opening Line}
"""
    assert (
        named(text)
        == """\
id: mine
start: opening-line
nodes:
  opening-line:
    goto: the-end
  the-end:
    choices:
      - {id: again, say: Opening Line, goto: opening-line}
"""
    )


def test_a_node_is_never_given_an_id_that_is_taken():
    text = "id: mine\nstart: a-b\nnodes:\n  a-b: {goto: A b}\n  A b: {goto: a-b}\n"
    assert named(text) == "id: mine\nstart: a-b\nnodes:\n  a-b: {goto: a-b-2}\n  a-b-2: {goto: a-b}\n"


def test_a_file_without_an_id_is_named_by_its_name():
    assert named("nodes:\n  a: {}\n", "scenarios/ask-for-more.yaml") == "id: ask-for-more\nnodes:\n  a: {}\n"
    assert named("# Ann.\nconcerns: []\n", "personas/Ann Lee.yaml") == "# Ann.\nid: ann-lee\nconcerns: []\n"


def test_concerns_and_moods_and_cards_get_theirs_too():
    concerns = "concerns:\n  - label: Being left alone\n  - {about: Cost., deep: true}\n"
    persona = f"id: ann\n{concerns}moods:\n- cue: Her coat is on.\n"
    assert named(persona, "ann.yaml") == (
        "id: ann\nconcerns:\n  - id: being-left-alone\n    label: Being left alone\n"
        "  - {id: cost, about: Cost., deep: true}\nmoods:\n- id: coat\n  cue: Her coat is on.\n"
    )
    assert named("- title: Ask first\n", "ask.yaml") == "- id: ask-first\n  title: Ask first\n"
    assert named("- {article: a, text: Ask.}\n", "points.yaml") == "- {article: a, text: Ask.}\n", "points have numbers"


def test_words_that_no_id_can_be_made_of_get_one_all_the_same():
    said = ('"…"', "Привет", "{default: Grüß Gott, sociable: Hi}")
    text = "id: mine\nnodes:\n  a:\n    choices:\n" + "".join(f"      - say: {each}\n" for each in said)
    assert [each.id for each in with_ids("mine.yaml", text.encode()).named] == ["choice", "choice-2", "gruss-gott"]


def test_line_ends_and_the_mark_of_the_byte_order_are_kept():
    raw = b"\xef\xbb\xbf" + MEETING.replace("\n", "\r\n").encode()
    content = with_ids("mine.yaml", raw).content
    assert content == b"\xef\xbb\xbf" + named(MEETING).replace("\n", "\r\n").encode()


@pytest.mark.parametrize("text", ["nodes:\n  a: [\n", "nodes: &x {}\n", "\ta: b\n", ""])
def test_what_cannot_be_read_is_told_with_its_line(text):
    with pytest.raises(SourceError):
        named(text)


def test_an_id_that_cannot_be_put_in_safely_is_left_to_the_author():
    text = 'id: mine\nstart: "a\\x20b"\nnodes:\n  "a b": {ending: agreed}\n'
    with pytest.raises(Unchanged, match=r"mine\.yaml:4:3: .* write id: a-b by hand"):
        named(text)


SAID = st.text(st.sampled_from("abcdefgh ÄéЖ…'{}?!#&*-\U0001f600"), max_size=25)


@st.composite
def meetings(draw: st.DrawFn) -> str:
    lines = [draw(st.sampled_from(["# head", "id: mine", "title: T"])), "nodes:"]
    step = " " * draw(st.integers(1, 4))
    for node in range(draw(st.integers(1, 3))):
        key = draw(st.sampled_from([f"n-{node}", f"Node {node}", f'"é {node}"']))
        lines += [f"{step}{key}:  # {draw(SAID)}", f"{step * 2}boss: x"]
        count = draw(st.integers(0, 3))
        lines += [f"{step * 2}choices:"] if count else []
        for _ in range(count):
            said = '"' + draw(SAID) + '"'
            gap = " " * draw(st.integers(1, 3))
            lead = draw(st.sampled_from([f"id: c-{draw(st.integers(0, 2))}", "id:", "goto: n-0", "id: ''"]))
            if draw(st.booleans()):
                lines += [f"{step * 2}-{gap}{{{lead}{' null' * (lead == 'id:')}, say: {said}}}"]
            else:
                lines += [f"{step * 2}-{gap}{lead}", f"{step * 2} {gap}say: {said}"]
            lines += draw(st.sampled_from([[], [""], [f"{step * 3}# {draw(SAID)}"]]))
    return draw(st.sampled_from(["\n", "\r\n"])).join([*lines, ""])


@given(meetings())
def test_whatever_the_file_looks_like_only_ids_are_added(text: str):
    once = with_ids("mine.yaml", text.encode())
    content = once.content.decode()
    again = with_ids("mine.yaml", once.content)
    assert (again.content, again.named) == (once.content, ())
    before, after = read_yaml("mine.yaml", text.encode()).data, read_yaml("mine.yaml", once.content).data
    for (_, old), (name, new) in zip(before["nodes"].items(), after["nodes"].items(), strict=True):
        assert name == name.strip(" ").lower()
        ids = [choice["id"] for choice in new.get("choices", ())]
        assert all(ids)
        given_ids = [
            new["id"]
            for choice, new in zip(old.get("choices", ()), new.get("choices", ()), strict=True)
            if not choice.get("id")
        ]
        assert all(ids.count(each) == 1 for each in given_ids)
        assert [without_id(choice) for choice in old.get("choices", ())] == [
            without_id(choice) for choice in new.get("choices", ())
        ]
    assert comments(content) == comments(text)
    assert content.count("\n") - content.count("\r\n") == (0 if "\r\n" in text else content.count("\n"))


def without_id(choice: Any) -> Any:
    return {key: value for key, value in choice.items() if key != "id"}


def comments(text: str) -> list[str]:
    """What stands behind number signs that no quote comes after."""
    return re.findall(r"# [^\"\r\n]*(?=\r?\n)", text)


def test_shipped_content_lacks_no_id():
    root = Path(__file__).resolve().parents[2]
    for folder in ("scenarios", "personas", "advice"):
        for path in (root / folder).rglob("*.yaml"):
            if ".tests." not in path.name:
                assert with_ids(str(path), path.read_bytes()).named == ()
