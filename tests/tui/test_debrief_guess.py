"""What the person is asked in the debrief: which turn changed it, one thing for next time, how confident they feel."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.widgets import Input, OptionList

from rehearse.store.journal import Journal
from rehearse.store.own_words import load_own
from rehearse.tui.app import RehearseApp
from rehearse.tui.debrief.goal import BOTH_NEEDED, GoalScreen
from rehearse.tui.debrief.screen import DebriefScreen
from rehearse.tui.home.screen import HomeScreen
from rehearse.tui.prep.edit import WordsField
from rehearse.tui.talk.screen import TalkScreen
from tests.tui.debriefing import AS_IN_LIFE, LARGE, SMALL, SMALLEST, after, page, press, script_of, talk
from tests.tui.world import UNSPEAKABLE, begin, opened, program, shown, until

if TYPE_CHECKING:
    from rehearse.loading.library import Library
    from rehearse.store.session import Session

VERDICTS = ("Strong", "Fair", "Weak", "Costly", "▲", "△", "▽", "▼", "◆")


@pytest.fixture
def played(library: Library) -> Session:
    return after(library, "accuse", "hear", "clear")


def notes(session: Session, kind: str) -> list[object]:
    """What is on disk of that kind."""
    return [dict(note.data) for note in Journal.open().notes(kind, rehearsal=session.record.id)]


@pytest.mark.parametrize("size", [LARGE, SMALL, SMALLEST])
async def test_before_the_guess_no_verdict_is_shown_and_after_it_all_are(
    library: Library, played: Session, size: tuple[int, int]
) -> None:
    app = program(library)
    async with app.run_test(size=size) as pilot:
        await opened(pilot, DebriefScreen(played, fresh=True))
        for keys in ((), ("v",), ("v",), ("n",)):
            await press(pilot, *keys)
            assert not [word for word in VERDICTS if word in shown(app) + page(app) + talk(app)]
        assert "Which turn changed it, and why?" in shown(app)
        await press(pilot, "2")
        assert notes(played, "guess") == [{"turn": 2, "why": ""}]
        assert app.screen.query_one("#why", Input).has_focus
        assert not [word for word in VERDICTS if word in shown(app) + talk(app)]
        await press(pilot, *"she", "space", *"sat", "space", *"up", "enter")
        assert notes(played, "guess") == [{"turn": 2, "why": ""}, {"turn": 2, "why": "she sat up"}]
        told = page(app)
        assert told.startswith("Where it turned You took turn 2.")
        assert "she sat up" in told
        assert "▼ Costly" in talk(app)


async def test_the_guess_is_left_out_with_one_key_and_nothing_is_kept(library: Library, played: Session) -> None:
    app = program(library)
    async with app.run_test(size=SMALL) as pilot:
        await opened(pilot, DebriefScreen(played, fresh=True))
        await press(pilot, "n", "n")
        assert page(app).startswith("Where it turned")
        assert "You took" not in page(app)
        await press(pilot, "2")
        assert "There was no guess after this talk." in page(app)
    assert notes(played, "guess") == []


async def test_the_marked_turn_is_taken_with_enter_and_the_reason_can_be_left_out(
    library: Library, played: Session
) -> None:
    app = program(library)
    async with app.run_test(size=LARGE) as pilot:
        await opened(pilot, DebriefScreen(played, fresh=True))
        await press(pilot, "enter", "down", "down", "enter", "escape")
        assert page(app).startswith("Where it turned You took turn 3.")
    assert notes(played, "guess") == [{"turn": 3, "why": ""}]


async def test_a_number_that_is_no_turn_and_reading_on_answer_nothing(library: Library, played: Session) -> None:
    app = program(library)
    async with app.run_test(size=SMALL) as pilot:
        await opened(pilot, DebriefScreen(played, fresh=True))
        await press(pilot, "n", "7", "0", "space", "space", "enter", "enter")
        assert "Which turn changed it, and why?" in page(app)
    assert notes(played, "guess") == []


async def test_an_old_debrief_does_not_ask_and_still_knows_the_guess(library: Library, played: Session) -> None:
    played.journal.note("guess", {"turn": 1, "why": f"[/x] {UNSPEAKABLE}"}, played.record.id)
    app = program(library)
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: app.screen.query("#start"))
        app.screen.post_message(HomeScreen.OpenDebrief(played.record.id))
        await until(pilot, lambda: isinstance(app.screen, DebriefScreen))
        await press(pilot, "2")
        assert "Which turn changed it, and why?" not in page(app)
        assert "You took turn 1. So does the analysis" in page(app)
        assert "[/x]" in page(app)
        await press(pilot, "1")
        assert "goes on, and any part" not in page(app)  # nobody is led who only looks something up


async def test_a_guess_is_asked_for_once(library: Library, played: Session) -> None:
    app = program(library)
    async with app.run_test(size=SMALL) as pilot:
        await opened(pilot, DebriefScreen(played, fresh=True))
        await press(pilot, "n", "1", "enter", "escape")
        await opened(pilot, DebriefScreen(played, fresh=True))
        await press(pilot, "2")
        assert "You took turn 1." in page(app)


async def test_odds_that_come_while_the_reason_is_written_show_no_verdict(library: Library, played: Session) -> None:
    app = program(library)
    async with app.run_test(size=LARGE) as pilot:
        screen = DebriefScreen(played, fresh=True)
        await opened(pilot, screen)
        await press(pilot, "n", "2", "w")
        played.worth_now()
        await until(pilot, lambda: screen.looking.debrief.chances is not None)
        assert not [word for word in VERDICTS if word in shown(app)]
        assert app.screen.query_one("#why", Input).value == "w"
        await press(pilot, "enter")
        assert "In turn 2 the chance" in page(app)


# --- one thing for next time


async def test_a_goal_is_offered_from_what_went_wrong_and_taken_with_two_keys(
    library: Library, played: Session
) -> None:
    app = program(library)
    async with app.run_test(size=SMALL) as pilot:
        await opened(pilot, DebriefScreen(played))
        await press(pilot, "7")
        assert "If they say You wanted a word." in page(app)
        assert "then I say What is behind the move?" in page(app)
        await press(pilot, "g")
        await until(pilot, lambda: isinstance(app.screen, GoalScreen))
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(app.screen, DebriefScreen))
        assert "Say it aloud once." in page(app)
    (kept,) = notes(played, "goal")
    assert kept == {
        "if": "You wanted a word.",
        "then": "What is behind the move?",
        "concern": "",
        "move": "ask-for-the-reason",
    }


@pytest.mark.parametrize("size", [LARGE, SMALL, SMALLEST])
async def test_a_goal_in_ones_own_words_is_kept_and_lands_on_the_prep_sheet(
    library: Library, size: tuple[int, int]
) -> None:
    played = begin(library, scenario="one-day-a-week", persona="controlling")
    played.say("sorry")
    app = program(library)
    async with app.run_test(size=size) as pilot:
        screen = DebriefScreen(played)
        await opened(pilot, screen)
        await press(pilot, "g")
        await until(pilot, lambda: isinstance(app.screen, GoalScreen))
        offered = app.screen.query_one(OptionList)
        await press(pilot, "tab")
        assert offered.has_focus
        concerns = [goal.concern for goal in screen.looking.goals()]
        offered.highlighted = concerns.index("answerable")  # a worry that was left open
        await press(pilot, "enter")
        field = app.screen.query(WordsField).last()
        assert field.has_focus
        field.text = f"First [/x] I ask.{UNSPEAKABLE}"
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(app.screen, DebriefScreen))
        assert "then I say First [/x] I ask." in page(app)
        assert not set(shown(app)) & set("\x1b\x07\x9b\u202e\u2066\u200b")
    (kept,) = notes(played, "goal")
    assert isinstance(kept, dict)
    assert kept["then"].startswith("First [/x] I ask.")
    assert kept["concern"] == "answerable"
    assert kept["move"] == ""
    own, _ = load_own()
    assert own["then.answerable"].text.startswith("First [/x] I ask.")


async def test_words_of_ones_own_on_the_prep_sheet_are_not_replaced_by_a_goal(
    played: Session,
) -> None:
    from rehearse.coaching.debrief.reflection import Goal
    from rehearse.coaching.prep.values import Own
    from rehearse.store.looking_back import LookingBack
    from rehearse.store.own_words import save_own

    save_own({"then.fair": Own("My own words.")})
    told = LookingBack(played).aim(Goal("It will be unfair.", "I see that.", "fair"))
    assert "they stay" in told
    assert load_own()[0]["then.fair"].text == "My own words."
    assert len(notes(played, "goal")) == 1


async def test_a_goal_needs_both_halves_and_escape_leaves_it_out(library: Library, played: Session) -> None:
    app = program(library)
    async with app.run_test(size=SMALL) as pilot:
        await opened(pilot, DebriefScreen(played))
        await press(pilot, "g")
        await until(pilot, lambda: isinstance(app.screen, GoalScreen))
        app.screen.query(WordsField).last().text = "  "
        await press(pilot, "enter")
        assert BOTH_NEEDED in shown(app)
        await press(pilot, "escape")
        assert isinstance(app.screen, DebriefScreen)
    assert notes(played, "goal") == []


# --- confidence


async def test_how_confident_one_feels_costs_one_key_and_a_drop_is_called_normal(
    library: Library, played: Session
) -> None:
    played.journal.note("confidence", {"when": "before", "value": 4}, played.record.id)
    app = program(library)
    async with app.run_test(size=SMALL) as pilot:
        await opened(pilot, DebriefScreen(played))
        await press(pilot, "8", "2")
        told = page(app)
        assert "Before the talk you felt fairly confident (4 of 5), after it a little confident (2 of 5)." in told
        assert "A drop is normal" in told
        await press(pilot, "1")  # once it is answered, numbers lead to the parts again
        assert "Six weeks by the window" in page(app)
        await press(pilot, "8", "n")
        assert page(app).startswith("From Pat's chair")
    assert {"when": "after", "value": 2} in notes(played, "confidence")
    assert len(notes(played, "confidence")) == 2


async def test_before_a_talk_one_key_answers_and_one_leaves_the_question_out(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    from rehearse.tui.talk.confidence import QUESTION, ConfidenceScreen

    monkeypatch.setattr(RehearseApp, "asks_confidence", AS_IN_LIFE)
    app = program(library)
    async with app.run_test(size=SMALL) as pilot:
        for key, expected in (("4", [4]), ("enter", [4]), ("escape", [4])):
            await until(pilot, lambda: app.screen.query("#start"))
            await pilot.press("s")
            await until(pilot, lambda: isinstance(app.screen, ConfidenceScreen))
            assert QUESTION in shown(app)
            assert "Trust" in shown(app)  # the talk can be read above it
            await press(pilot, key)
            await until(pilot, lambda: isinstance(app.screen, TalkScreen))
            found = Journal.open().notes("confidence")
            assert [note.data["value"] for note in found] == expected
            assert {note.data["when"] for note in found} == {"before"}
            await press(pilot, "escape")
            await until(pilot, lambda: isinstance(app.screen, HomeScreen))


async def test_who_does_not_want_to_be_asked_never_is_again(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    from rehearse.tui.talk.confidence import ConfidenceScreen

    monkeypatch.setattr(RehearseApp, "asks_confidence", AS_IN_LIFE)
    async with program(library).run_test(size=LARGE) as pilot:
        await until(pilot, lambda: pilot.app.screen.query("#start"))
        await pilot.press("s")
        await until(pilot, lambda: isinstance(pilot.app.screen, ConfidenceScreen))
        await press(pilot, "0")
        await until(pilot, lambda: isinstance(pilot.app.screen, TalkScreen))
    async with program(library).run_test(size=LARGE) as pilot:
        await until(pilot, lambda: pilot.app.screen.query("#start"))
        await pilot.press("s")
        await until(pilot, lambda: isinstance(pilot.app.screen, TalkScreen))
    assert Journal.open().notes("confidence") == ()


async def test_a_text_of_the_person_is_never_markup(library: Library, played: Session) -> None:
    played.journal.note("goal", {"if": "[/x] [@click=app.quit]x[/]", "then": "[red]y"}, played.record.id)
    app = program(library)
    async with app.run_test(size=SMALLEST) as pilot:
        await opened(pilot, DebriefScreen(played))
        await press(pilot, "7")
        assert "[/x] [@click=app.quit]x[/]" in page(app)
        assert script_of(app).flowed(40).plain.count("[red]y") == 1
