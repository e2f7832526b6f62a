"""The JSON Schema by which editors complete: valid itself, true of all content, and false of what authors mistype."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from rehearse.authoring.writing.new import Place, new_card, new_pack, new_persona, new_scenario
from rehearse.loading.library import load_library
from rehearse.loading.schema import attribute_docs, json_schema, kinds, models_of
from rehearse.loading.yaml_reader import read_yaml

ROOT = Path(__file__).resolve().parents[2]
HERE = Place(Path(), is_new=False)

CONTENT = [
    *((path, "tests" if ".tests." in path.name else "scenario") for path in sorted(ROOT.glob("scenarios/*.yaml"))),
    *((path, "persona") for path in sorted(ROOT.glob("personas/*.yaml"))),
    *((path, "cards") for path in sorted(ROOT.glob("advice/cards/*.yaml"))),
    *((ROOT / "advice" / f"{kind}.yaml", kind) for kind in ("moves", "concepts", "points", "articles", "ground-rules")),
]


@cache
def schema_of(kind: str) -> dict[str, Any]:
    return json_schema(kind, load_library())


def plain(value: Any) -> Any:
    """Data as JSON has it: lists for tuples."""
    if isinstance(value, dict):
        return {key: plain(part) for key, part in value.items()}
    return [plain(part) for part in value] if isinstance(value, tuple) else value


def errors(kind: str, text: str) -> list[str]:
    data = plain(read_yaml("x.yaml", text.encode()).data)
    return [error.message for error in Draft7Validator(schema_of(kind)).iter_errors(data)]


@cache
def scenario() -> str:
    return new_scenario("mine", HERE, title="Mine", asks="a day at home").text


@cache
def persona() -> str:
    return new_persona("mine", HERE, title="Mine", boss="Pat Quill", pronoun="she").text


@pytest.mark.parametrize("kind", kinds())
def test_every_schema_is_valid_draft_7_and_refers_to_nothing_that_is_not_there(kind):
    schema = schema_of(kind)
    Draft7Validator.check_schema(schema)
    assert schema["$schema"] == "http://json-schema.org/draft-07/schema#"
    named = set()

    def look(part: Any) -> None:
        if isinstance(part, dict):
            assert not any(key.startswith("x-") for key in part), part
            assert "$defs" not in part
            if "$ref" in part:
                named.add(part["$ref"].removeprefix("#/definitions/"))
            for inner in part.values():
                look(inner)
        elif isinstance(part, list):
            for inner in part:
                look(inner)

    look(schema)
    assert named <= set(schema["definitions"])


@pytest.mark.parametrize(("path", "kind"), CONTENT, ids=lambda each: getattr(each, "name", each))
def test_all_content_is_as_its_schema_says(path, kind):
    assert errors(kind, path.read_text(encoding="utf-8")) == []


def test_everything_new_is_as_its_schema_says():
    assert errors("scenario", scenario()) == []
    assert errors("persona", persona()) == []
    assert errors("cards", new_card("mine", HERE, load_library(), title="Mine", move="propose-a-trial").text) == []
    manifest, _, _, first, tests = new_pack("mine", Path(), title="Mine", author="Ada")
    assert [errors("pack", manifest.text), errors("scenario", first.text), errors("tests", tests.text)] == [[], [], []]


@pytest.mark.parametrize("kind", kinds())
def test_every_key_of_every_file_is_explained(kind):
    for model in models_of(kinds()[kind]):
        docs = attribute_docs(model)
        unexplained = [name for name, field in model.model_fields.items() if not (docs.get(name) or field.description)]
        assert unexplained == [], model.__name__
    for name, part in schema_of(kind)["definitions"].items():
        for key, value in part.get("properties", {}).items():
            assert value.get("description"), f"{name}.{key}"


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ("title: Mine", "titel: Mine"),
        ("title: Mine", "title: 12"),
        ("title: Mine", "title: [Mine]"),
        ("title: Mine", "title:"),
        ("title: Mine\n", ""),
        ("id: mine", "id: My Meeting"),
        ("start: opening", "start: The Opening"),
        ("start: opening", "start: [opening]"),
        ("phase: opening", "phase: beginning"),
        ("phase: opening", "fase: opening"),
        ("move: ask-what-worries-them", "move: ask-what-worries-him"),
        ("move: ask-what-worries-them", "move: [set-the-frame, buy-time, accuse]"),
        ("move: ask-what-worries-them", "move: []"),
        ("move: ask-what-worries-them", "moves: ask-what-worries-them"),
        ("default: Come in.", "defualt: Come in."),
        ("sociable: Come in", "socialbe: Come in"),
        ("effects: {set: asked-plainly}", "effects: {set: Asked Plainly}"),
        ("effects: {set: asked-plainly}", "effects: [asked-plainly]"),
        ("effects: {trust: 1}", "effects: {trust: one}"),
        ("effects: {trust: 1}", "effects: {trust: 1.5}"),
        ("effects: {trust: 1}", "effects: {surfaec: current}"),
        ("effects: {trust: 1}", "effects: {surface: 1}"),
        ("effects: {trust: 1}", "effects: {surface: curent}"),
        ("effects: {trust: 1}", "effect: {trust: 1}"),
        ("repeat: true", 'repeat: "true"'),
        ("repeat: true", "repeat: sometimes"),
        ("goto: proposal", "goto: {to: proposal}"),
        ("ending: agreed", "ending: agree"),
        ("title: A yes", "tilte: A yes"),
        ("next_talk: true", "next-talk: true"),
        ("speaks: objection", "speaks: objections"),
        ("concern: current", "concern: curent"),
        ("- when: patience <= 0", "- if: patience <= 0"),
    ],
)
def test_what_authors_mistype_in_a_meeting_is_underlined(was, becomes):
    assert was in scenario()
    assert errors("scenario", scenario().replace(was, becomes, 1))


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ("pronoun: she", "pronoun: her"),
        ("start: {trust: 4, patience: 6}", "start: {trust: 4, patients: 6}"),
        ("deep: true", "deep: yes, very"),
        ("solve-the-cover:", "solve-the-covers:"),
        ("weight: 3", "weight: 0"),
        ("effects: {patience: -1}", "effects: {patince: -1}"),
        ("signs:", "sings:"),
        ("thaw:", "thaws:"),
        ("hurts:", "hurt:"),
        ("thinks:", "think:"),
    ],
)
def test_what_authors_mistype_in_a_boss_is_underlined(was, becomes):
    assert was in persona()
    assert errors("persona", persona().replace(was, becomes, 1))


def test_what_a_file_names_itself_is_not_underlined():
    own = scenario().replace(
        "flags:", "meters: [{id: nerve, label: Nerve, description: D., start: 3, low: 2, high: 5}]\nflags:"
    )
    assert errors("scenario", own.replace("effects: {trust: 1}", "effects: {nerve: 1}")) == []


def test_one_word_does_where_a_list_may_stand_and_a_text_where_one_for_each_boss_may():
    definitions = schema_of("scenario")["definitions"]
    text, by_boss = definitions["Choice"]["properties"]["say"]["anyOf"]
    assert text["type"] == "string"
    assert by_boss["required"] == ["default"]
    assert list(by_boss["properties"]) == ["default", "controlling", "old-school", "risk-averse", "sociable"]
    one, several = definitions["Choice"]["properties"]["move"]["anyOf"]
    assert one == {"$ref": "#/definitions/move-id"} == several["items"]
    assert (several["minItems"], several["maxItems"]) == (1, 2)


def test_what_can_be_completed_is_explained():
    moves = schema_of("scenario")["definitions"]["move-id"]
    assert "propose-a-trial" in moves["enum"]
    assert len(moves["enum"]) == len(moves["enumDescriptions"]) == len(load_library().moves)
    reactions = schema_of("persona")["properties"]["reactions"]
    assert reactions["properties"]["propose-a-trial"]["description"].startswith("Propose")
    assert reactions["additionalProperties"] is False
    effects = schema_of("scenario")["definitions"]["Effects"]["properties"]
    assert {"trust", "patience", "surface", "acknowledge", "answer", "set", "clear"} == set(effects)
    assert "0 to 10" in effects["trust"]["description"]


def test_the_ids_of_a_pack_are_completed_too(tmp_path):
    place = Place(tmp_path, is_new=True)
    made = new_persona("does-the-rota", place, title="T", boss="Alex Brandt", pronoun="they")
    made.path.parent.mkdir()
    made.path.write_text(made.text)
    schema = json_schema("scenario", load_library((tmp_path,)))
    say = schema["definitions"]["Choice"]["properties"]["say"]["anyOf"][1]["properties"]
    assert say["does-the-rota"]["description"] == "Alex Brandt: T."
    assert "fairness" in schema["definitions"]["concern-id"]["enum"]
