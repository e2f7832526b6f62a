"""Export to Twee: by the letter of the specification, always the same, and nothing lost on the way back."""

from __future__ import annotations

import json
import re
import uuid
from functools import cache
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rehearse.authoring.exchange.draft import decoded
from rehearse.authoring.exchange.draft_yaml import Guess, as_yaml
from rehearse.authoring.exchange.twee_in import read_twee
from rehearse.authoring.exchange.twee_out import as_twee, escaped, ifid
from rehearse.loading.library import Library, load_library
from rehearse.loading.validation import validated
from rehearse.loading.yaml_reader import read_yaml
from rehearse.model.scenario import Scenario

MEETINGS = ("one-day-a-week", "summoned-three-days")
BOSSES = ("", "controlling", "sociable")


@cache
def shipped() -> Library:
    return load_library()


class Passage(NamedTuple):
    tags: tuple[str, ...]
    metadata: dict[str, Any]
    content: str


_NAME = r"(?:[^\\\[\]{}\n]|\\.)+?"
HEADER = re.compile(rf":: ?(?P<name>{_NAME}) *(?:\[(?P<tags>(?:[^\\\[\]{{}}\n]|\\.)*)\])? *(?P<metadata>\{{.*\}})?\Z")


def strictly(text: str) -> dict[str, Passage]:
    """Twee 3 as its specification (3.0.2) has it; whatever is not in it is an error."""
    passages: dict[str, Passage] = {}
    parts = re.split(r"^(?=::)", text, flags=re.MULTILINE)
    assert parts[0].strip() == "", "nothing stands before the first passage"
    for part in parts[1:]:
        header, _, content = part.partition("\n")
        found = HEADER.match(header)
        assert found, header
        name = re.sub(r"\\(.)", r"\1", found["name"])
        assert name not in passages, "names are unique"
        metadata = json.loads(found["metadata"] or "{}")
        for key, value in metadata.items():
            assert key in ("position", "size")
            assert re.fullmatch(r"\d+,\d+", value)
        tags = tuple(re.sub(r"\\(.)", r"\1", tag) for tag in (found["tags"] or "").split(" ") if tag)
        passages[name] = Passage(tags, metadata, content.rstrip("\n"))
    return passages


def story_data(passages: dict[str, Passage]) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(passages["StoryData"].content)
    assert set(data) <= {"ifid", "format", "format-version", "start", "tag-colors", "zoom"}
    assert uuid.UUID(data["ifid"]).version == 4
    assert data["ifid"] == data["ifid"].upper()
    assert isinstance(data["zoom"], (int, float))
    return data


def links(content: str) -> list[tuple[str, str]]:
    without_comments = re.sub(r"<!--.*?-->", "", content, flags=re.DOTALL)
    return [(said, to) for said, to in re.findall(r"\[\[(.*?)->(.*?)\]\]", without_comments)]


@pytest.mark.parametrize("meeting", MEETINGS)
def test_an_exported_meeting_is_twee_3_to_the_letter(meeting):
    scenario = shipped().scenarios[meeting]
    passages = strictly(as_twee(scenario).text)
    data = story_data(passages)
    assert passages["StoryTitle"].content == scenario.title
    assert data["start"] == scenario.start
    assert data["start"] in passages
    assert set(scenario.nodes) <= set(passages)
    for passage in passages.values():
        assert all(tag in data["tag-colors"] for tag in passage.tags[:1] if tag != "about-the-meeting")


@pytest.mark.parametrize("meeting", MEETINGS)
def test_every_choice_is_a_link_and_every_link_leads_to_a_passage(meeting):
    scenario = shipped().scenarios[meeting]
    passages = strictly(as_twee(scenario).text)
    for name, passage in passages.items():
        for _, to in links(passage.content):
            assert to in passages, f"{name} links to {to}"
    for name, node in scenario.nodes.items():
        for choice in node.choices:
            assert choice.say["default"] in [said for said, _ in links(passages[name].content)]


def test_no_two_passages_lie_on_one_another():
    passages = strictly(as_twee(shipped().scenarios["one-day-a-week"]).text)
    nodes = [passages[name].metadata["position"] for name in shipped().scenarios["one-day-a-week"].nodes]
    assert len(nodes) == len(set(nodes))


def test_the_ifid_of_a_meeting_stays_the_same_and_no_two_meetings_share_one():
    assert ifid("one-day-a-week") == ifid("one-day-a-week")
    assert ifid("one-day-a-week") != ifid("summoned-three-days")


@given(st.text(st.characters(exclude_characters="\n\r", exclude_categories=("Cs", "Cc")), min_size=1))
def test_any_name_survives_a_header(name):
    name = name.strip()
    if not name:
        return
    found = HEADER.match(f":: {escaped(name)} [a-tag]")
    assert found
    assert re.sub(r"\\(.)", r"\1", found["name"]) == name


def nothing_to_guess(text: str) -> Guess:
    pytest.fail(f"the move of '{text}' is known")


def for_boss(value: Any, boss: str) -> Any:
    """What a boss is left with of texts and effects by persona."""
    if isinstance(value, dict) and "default" in value:
        return {"default": for_boss(value.get(boss, value["default"]), boss)}
    if isinstance(value, dict):
        return {key: for_boss(inner, boss) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [for_boss(inner, boss) for inner in value]
    return value


@pytest.mark.parametrize("meeting", MEETINGS)
@pytest.mark.parametrize("boss", BOSSES)
def test_a_meeting_comes_back_from_twee_whole(meeting, boss):
    scenario = shipped().scenarios[meeting]
    draft = read_twee("x.twee", decoded(as_twee(scenario, boss).text.encode()))
    written = as_yaml(draft, nothing_to_guess, shipped().moves)
    document = read_yaml("x.yaml", written.text.encode())
    back, problems = validated(document, Scenario, document.data)
    assert problems == []
    assert for_boss(back.model_dump(), boss) == for_boss(scenario.model_dump(), boss)


def small(said: str, line: str, reply: str) -> Scenario:
    choices = (
        {"id": "one", "say": line, "move": "buy-time", "reply": reply, "goto": "end"},
        {"id": "two", "say": "Two.", "move": "buy-time", "goto": "end"},
    )
    return Scenario.model_validate(
        {
            "id": "small",
            "title": "Small",
            "summary": "A summary.",
            "you": "You.",
            "scene": "A room.",
            "asks": "A day.",
            "start": "here",
            "nodes": {
                "here": {"phase": "opening", "boss": said, "choices": choices},
                "end": {"phase": "proposal", "ending": "agreed", "title": "End", "boss": "Yes.", "summary": "Ended."},
            },
        }
    )


STRANGE = st.text(st.sampled_from("[]|<>-:!/{}*\\'\"$#&_=%~ab \n\té\u00a0"), min_size=1, max_size=30).map(
    lambda text: text.replace("{", "{{").replace("}", "}}")
)


@given(said=STRANGE, line=STRANGE, reply=STRANGE)
def test_any_text_survives_the_way_to_twee_and_back_or_is_told_to_be_changed(said, line, reply):
    if not (said.strip() and line.strip() and reply.strip()):
        return
    scenario = small(said, line, reply)
    exported = as_twee(scenario)
    passages = strictly(exported.text)
    assert [to for _, to in links(passages["here"].content)] == ["end", "end"]
    back = read_twee("x.twee", decoded(exported.text.encode()))
    here = next(passage for passage in back.passages if passage.name == "here")
    first = here.options[0]
    assert here.text == (scenario.nodes["here"].boss or {})["default"]
    assert first.text == scenario.nodes["here"].choices[0].say["default"]
    assert first.reply == (scenario.nodes["here"].choices[0].reply or {})["default"]


def test_what_is_not_carried_over_is_told():
    told = " ".join(as_twee(shipped().scenarios["one-day-a-week"], "sociable").left_out)
    assert re.search(r"\d+ texts and effects for other bosses \(any boss, controlling, old-school, risk-averse\)", told)
    assert "--filled" in told


def test_slots_are_filled_with_their_defaults_on_request():
    text = as_twee(shipped().scenarios["one-day-a-week"], filled=True).text
    assert "I'd like to talk about Wednesdays at home" in text
    assert "{brief.home_day}s" not in re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL)
