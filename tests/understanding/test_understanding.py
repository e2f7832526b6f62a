"""Typed replies are understood as the move they make, and not at all where they make none."""

from __future__ import annotations

import random
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from rehearse.loading.library import load_library
from rehearse.loading.yaml_reader import read_yaml
from rehearse.model.advice import Concept
from rehearse.understanding import accept, explain, fit, rank, use_concepts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

DEVELOPMENT = Path(__file__).parents[2] / "bench" / "development"


@cache
def moves() -> Mapping[str, Sequence[str]]:
    return {move.id: move.examples for move in load_library().moves.values()}


def some(*names: str) -> dict[str, Sequence[str]]:
    return {name: moves()[name] for name in names}


@pytest.fixture(autouse=True)
def _fitted():
    fit(moves())


def data(name: str) -> list[dict[str, Any]]:
    path = DEVELOPMENT / name
    return list(read_yaml(str(path), path.read_bytes()).data)


def test_every_example_line_is_its_own_move_among_all_of_them():
    wrong = [(name, line) for name, lines in moves().items() for line in lines if rank(line, moves())[0][0] != name]
    assert wrong == []


def test_most_example_lines_are_their_own_move_even_where_they_are_left_out():
    right = third = total = 0
    for name, lines in list(moves().items())[::3]:
        for line in lines:
            others = {**moves(), name: [other for other in lines if other != line]}
            first = [candidate for candidate, _ in rank(line, others)][:3]
            total += 1
            right += first[0] == name
            third += name in first
    assert right / total >= 0.8
    assert third / total >= 0.9


@pytest.mark.parametrize("inventory", ["moves.yaml", "other-moves.yaml"])
def test_replies_written_after_the_thesaurus_are_understood_by_any_inventory(inventory):
    if inventory == "moves.yaml":
        known, called = moves(), {name: name for name in moves()}
    else:
        listed = data(inventory)
        known = {move["id"]: move["examples"] for move in listed}
        called = {name: move["id"] for move in listed for name in move["same_as"]}
        fit(known)
    replies = [entry for entry in data("late.yaml") if entry["move"] in called][::2]
    node = first = third = wrongly = 0
    for entry in replies:
        right = called[entry["move"]]
        ranked = rank(entry["reply"], {called[name]: known[called[name]] for name in entry["node"] if name in called})
        node += ranked[0][0] == right
        wrongly += accept(ranked) and ranked[0][0] != right
        names = [name for name, _ in rank(entry["reply"], known)]
        first += names[0] == right
        third += right in names[:3]
    assert node / len(replies) >= 0.80
    assert first / len(replies) >= 0.48
    assert third / len(replies) >= 0.68
    assert wrongly / len(replies) <= 0.05


def test_nonsense_is_not_taken_for_anything():
    dice = random.Random(7)
    nonsense = [entry["reply"] for entry in data("late.yaml") if entry["move"] is None]
    assert len(nonsense) >= 100
    taken = [reply for reply in nonsense if accept(rank(reply, some(*dice.sample(sorted(moves()), 4))))]
    assert len(taken) <= 0.03 * len(nonsense), taken
    assert [reply for reply in nonsense if accept(rank(reply, moves()))] == []


@pytest.mark.parametrize(
    "reply",
    ["", "   ", "asdfghjkl", "🙂🙂", "...", "1234567", "Boil the potatoes for twenty minutes.", "Ich weiß nicht."],
)
def test_the_boss_does_not_follow_what_says_nothing(reply):
    assert explain(reply, some("propose-a-trial", "buy-time", "refuse-flatly")).outcome == "nothing"


@pytest.mark.parametrize(
    ("reply", "move"),
    [
        ("culd we jsut try it for a cuple of weeks and see?", "propose-a-trial"),
        ("ill hand in my resigntaion if you say no", "threaten-to-leave"),
        ("waht are you woried abuot?", "ask-what-worries-them"),
        ("i can sned you a wekly reprot every firday", "offer-regular-update"),
    ],
)
def test_slips_of_the_keyboard_are_forgiven(reply, move):
    ranked = rank(reply, moves())
    assert ranked[0][0] == move
    assert accept(ranked)


def test_what_is_denied_is_not_what_is_said():
    candidates = some("threaten-to-leave", "show-commitment", "propose-a-trial")
    assert rank("If you say no I will leave the company.", candidates)[0][0] == "threaten-to-leave"
    assert rank("I will not leave the company, I want to build my career here.", candidates)[0][0] == "show-commitment"


def test_one_word_is_asked_about_rather_than_taken():
    assert not accept(rank("No.", some("refuse-flatly", "propose-a-trial", "buy-time")))


def test_names_do_not_matter_and_neither_does_the_order_of_the_candidates():
    reply = "How about a pilot for six weeks?"
    ranked = rank(reply, moves())
    backwards = rank(reply, dict(reversed(list(moves().items()))))
    renamed = rank(reply, {f"zz-{name}": lines for name, lines in moves().items()})
    assert ranked == backwards == rank(reply, moves())
    assert [f"zz-{name}" for name, _ in ranked] == [name for name, _ in renamed]


def test_it_works_without_a_fit_and_with_a_small_one():
    candidates = {"try": ["Let us test it."], "go": ["I quit.", "I resign."], "why": ["What is the reason?"]}
    for known in ({}, candidates):
        fit(known)
        assert rank("I'd hand in my notice", candidates)[0][0] == "go"
        assert rank("Could we give it a go for a month?", candidates)[0][0] == "try"


def test_nothing_to_choose_from_is_nothing():
    assert rank("Hello", {}) == []
    assert not accept([])
    assert explain("Hello", {}).outcome == "nothing"
    assert [name for name, _ in rank("Could we try it?", {"empty": [], "blank": [""]})] == ["blank", "empty"]


def test_a_reading_tells_what_it_went_by():
    reply = "I don't want to leave the company, but could we try it for six weeks?"
    reading = explain(reply, some("propose-a-trial", "threaten-to-leave"))
    assert reading.outcome in {"sure", "unsure"}
    assert reading.ranked[0][0] == reading.grounds[0].candidate == "propose-a-trial"
    assert "try" in reading.grounds[0].words
    assert "a trial" in reading.grounds[0].concepts
    assert {"trial", "duration"} <= reading.concepts
    assert "leaving" not in reading.concepts
    assert ("leaving", True) in {(one.concept, one.denied) for one in reading.heard}
    assert "six weeks" in {one.words for one in reading.heard if one.concept == "duration"}


def test_a_reading_is_sure_or_asks_or_hears_nothing():
    candidates = some("propose-a-trial", "threaten-to-leave", "buy-time")
    assert explain("Could we try it for six weeks and see?", candidates).outcome == "sure"
    assert explain("Maybe for a few weeks", candidates).outcome == "unsure"
    assert explain("The cat is asleep.", candidates).outcome == "nothing"


def test_demands_are_met_or_not():
    reading = explain("Could I have two days at home?", some("make-a-clear-ask"))
    assert reading.allows(requires=["day-count"], forbids=["leaving"])
    assert not reading.allows(requires=["weekday"])
    assert not reading.allows(forbids=["day-count"])


def test_a_pack_may_bring_concepts_of_its_own():
    juggling = {
        "id": "juggling",
        "label": "Juggling",
        "kind": "topic",
        "ways": "juggle, clubs in the air, three torches",
    }
    candidates = {"circus": ["May I juggle at the party?"], "wait": ["Let me think about it."]}
    try:
        before = rank("I want three torches", candidates)
        use_concepts([*load_library().concepts.values(), Concept.model_validate(juggling)])
        after = rank("I want three torches", candidates)
        assert "juggling" in explain("three torches", candidates).concepts
    finally:
        use_concepts(None)
    assert after[0][0] == "circus"
    assert after[0][1] > dict(before)["circus"]
    assert rank("I want three torches", candidates) == before
