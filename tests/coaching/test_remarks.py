"""Remarks on how a typed line was said: made where sure, and otherwise not."""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rehearse.coaching.feedback.remarks import HALF, RACKHAM, is_question, remarks, remarks_on_turn
from rehearse.engine import Played, compile_story, replay
from rehearse.engine.entry import Entry
from rehearse.loading.library import load_library
from tests.coaching.remarked import DRAWS, FIGURES, QUESTIONS, QUIET

if TYPE_CHECKING:
    from rehearse.coaching.feedback.values import Remark

DRAWN = [(kind, reply, found) for kind, rows in DRAWS.items() for reply, found in rows]
NOT_DRAWN = [(kind, reply) for kind, rows in QUIET.items() for reply in rows]


def made(
    reply: str, moves: tuple[str, ...] = (), *, asked_before: bool = True, half_over: bool = False
) -> dict[str, Remark]:
    found = remarks(reply, asked_before=asked_before, turn=7, phase="concerns", half_over=half_over, moves=moves)
    return {remark.kind: remark for remark in found}


@pytest.mark.parametrize(("kind", "reply", "found"), DRAWN)
def test_a_remark_is_made_and_names_the_words_it_goes_by(kind, reply, found):
    drawn = made(reply)
    assert kind in drawn
    assert found in drawn[kind].found


@pytest.mark.parametrize(("kind", "reply"), NOT_DRAWN)
def test_no_remark_is_made_on_what_only_looks_like_it(kind, reply):
    assert kind not in made(reply)


def test_the_table_is_large_and_half_of_it_draws_nothing():
    assert len(DRAWN) + len(NOT_DRAWN) + len(FIGURES) >= 120
    assert len(NOT_DRAWN) >= len(DRAWN)
    assert set(DRAWS) == set(QUIET)


@pytest.mark.parametrize(("reply", "moves", "remarked"), FIGURES)
def test_an_ask_without_a_number_or_a_date_is_remarked_on_and_no_other_move(reply, moves, remarked):
    assert ("no-figure" in made(reply, moves)) == remarked


def test_a_trial_without_a_shape_and_an_ask_without_a_figure_stand_on_different_cards():
    assert made("Could we try it for a bit?", ("propose-a-trial",))["no-figure"].card == "give-the-trial-a-shape"
    assert made("I want more freedom.", ("ask-vaguely",))["no-figure"].card == "ask-for-one-thing-exactly"


@pytest.mark.parametrize(("reply", "asks"), QUESTIONS)
def test_a_question_is_known_without_its_sign(reply, asks):
    assert is_question(reply) == asks


def test_a_talk_half_over_without_a_question_is_remarked_on_unless_this_line_asks():
    def silent(reply: str, *moves: str) -> bool:
        return "no-question" in made(reply, moves, asked_before=False, half_over=True)

    assert silent("I'd like Wednesdays at home.")
    assert not silent("I'd like Wednesdays. What would you need for that?")
    assert not silent("So it is the clients.", "check-understanding")
    assert "no-question" not in made("I'd like Wednesdays at home.", asked_before=True, half_over=True)
    assert "no-question" not in made("I'd like Wednesdays at home.", asked_before=False, half_over=False)


def test_their_reasons_played_back_are_not_counted_as_ones_own():
    reply = "So it's hard because of cover, because upstairs asks and because the last one went wrong. Is that it"
    assert "reasons" in made(reply)
    assert "reasons" not in made(reply, ("check-understanding",))


def test_a_hedged_question_about_their_side_is_manners():
    reply = "Is it maybe the phones, or possibly the visitors?"
    assert "hedging" in made(reply)
    assert "hedging" not in made(reply, ("ask-what-worries-them",))


def test_a_promise_without_an_edge_and_a_sweeping_claim_stand_on_different_cards():
    assert made("I'll always be available.")["absolute"].card == "promise-only-what-you-can-keep"
    assert made("Everybody works from home nowadays.")["absolute"].card == "go-through-your-duties"


def test_every_remark_names_a_card_that_there_is_or_its_source():
    cards = load_library().cards
    drawn = [remark for _, reply, _ in DRAWN for remark in made(reply).values()]
    drawn += [remark for reply, moves, _ in FIGURES for remark in made(reply, moves).values()]
    drawn += made("Wednesdays.", asked_before=False, half_over=True).values()
    assert len({remark.kind for remark in drawn}) == 8
    for remark in drawn:
        assert remark.card in cards if remark.card else remark.source
        assert remark.sentence.endswith(".")
    assert made("Three reasons: a, b, c.")["reasons"].source == RACKHAM


def test_the_weightiest_comes_first():
    reply = "Sorry to bother you, but you never listen and everybody works from home."
    assert list(made(reply)) == ["apology", "blame", "absolute"]


def test_the_good_examples_of_the_advice_draw_next_to_nothing():
    """Lines by other hands, said to be good: three in a hundred may be remarked on, and none for blame or absolutes."""
    library = load_library()
    lines: list[tuple[str, tuple[str, ...]]] = [(card.example, ()) for card in library.cards.values()]
    helping = [move for move in library.moves.values() if move.general == "helps"]
    lines += [(example, (move.id,)) for move in helping for example in move.examples]
    drawn = [
        remark.kind for reply, moves in lines for remark in made(reply, moves).values() if remark.kind != "no-figure"
    ]
    assert len(drawn) <= len(lines) * 3 // 100
    assert not {"blame", "absolute", "apology", "reasons"} & set(drawn)


anything = st.text(max_size=300) | st.lists(
    st.sampled_from(
        [
            "you never",
            "because",
            "sorry to",
            "maybe",
            "“",
            "'",
            ",",
            ".",
            "?",
            "so",
            "İ",
            "\ufb01",
            "I'll always",
            "\u202e",
        ]
    )
).map(" ".join)


@given(anything, st.booleans(), st.lists(st.sampled_from(["make-a-clear-ask", "accuse", "no-such-move"])))
def test_any_text_gets_an_answer_whose_words_were_typed(reply, flag, moves):
    given_ = {"asked_before": flag, "turn": 3, "phase": "opening", "half_over": not flag, "moves": moves}
    found = remarks(reply, **given_)
    assert found == remarks(reply, **given_)
    assert len({remark.kind for remark in found}) == len(found)
    for remark in found:
        if remark.kind != "long":
            assert all(part in reply for part in remark.found.split(" … "))


@pytest.mark.parametrize(
    "piece", ["you never ", "because I, ", "sorry, ", '"', "'", "so you don't ", "né ", "好", "a", "\0"]
)
def test_ten_thousand_characters_take_less_than_a_second(piece):
    reply = (piece * 10_000)[:10_000]
    began = perf_counter()
    remarks(reply, asked_before=False, turn=9, phase="concerns", half_over=True, moves=("make-a-clear-ask",))
    assert perf_counter() - began < 1


# --- on the lines of a rehearsal


def talk(*entries: Entry) -> Played:
    library = load_library()
    assert library.rules is not None
    story = compile_story(
        library.scenarios["one-day-a-week"], library.personas["controlling"], library.rules, library.moves
    )
    return replay(story, seed=3, level="patient", choices=[str(entry) for entry in entries])


def test_a_typed_line_of_a_rehearsal_gets_its_remarks_and_a_chosen_one_none():
    chosen = talk(Entry.of_choice("sorry"))
    assert "Sorry to take half an hour" in chosen.choices[0].say
    assert remarks_on_turn(chosen, 1) == ()
    typed = talk(Entry.of_choice("frame", "Sorry to bother you, it's about Wednesdays at home."))
    assert [remark.kind for remark in remarks_on_turn(typed, 1)] == ["apology"]


def test_a_line_off_the_script_or_not_followed_gets_its_remarks_too():
    played = talk(Entry.of_move("ask-vaguely", "I want more freedom."), Entry.not_followed("You never listen."))
    assert [remark.kind for remark in remarks_on_turn(played, 1)] == ["no-figure"]
    assert [remark.kind for remark in remarks_on_turn(played, 2)] == ["blame"]


def test_the_first_typed_line_of_the_second_half_is_told_once_that_nothing_was_asked():
    said = [Entry.not_followed(f"I like Wednesdays, number {number}.") for number in range(HALF + 2)]
    played = talk(*said)
    kinds = [[remark.kind for remark in remarks_on_turn(played, turn)] for turn in range(1, len(said) + 1)]
    assert kinds == [*[[]] * HALF, ["no-question"], []]
    asked = talk(Entry.not_followed("What worries you?"), *said)
    assert not any(remarks_on_turn(asked, turn) for turn in range(1, len(asked.choices) + 1))
