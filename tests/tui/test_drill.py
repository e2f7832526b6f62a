"""The drill on the screen: they object, one answers, one sees what it did, and it ends with two sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from rehearse.coaching.between.drill import MOST
from rehearse.coaching.feedback.hearing import Heard, Reading
from rehearse.engine import Entry
from rehearse.model.brief import Boss, Brief
from rehearse.store.brief import save_brief
from rehearse.store.drilling import DrillSession
from rehearse.store.journal import Journal
from rehearse.tui.drill.screen import DrillScreen
from rehearse.tui.help import HelpScreen
from rehearse.tui.home.screen import HomeScreen
from rehearse.tui.page import TitleLine
from rehearse.tui.talk.reply import ReplyField
from tests.tui.world import BOSS, STRANGE, UNSPEAKABLE, clickable, flat, library_of, make_pack, program, shown, until

if TYPE_CHECKING:
    from pathlib import Path

    from textual.pilot import Pilot

    from rehearse.loading.library import Library

LARGE, SMALL, LEAST = (120, 40), (80, 24), (60, 20)
WORDS = "A full floor is hard on everybody."


@pytest.fixture
def heard_as(library: Library, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Has every reply heard in one way."""

    def listen(outcome: Any, *moves: str) -> None:
        def hear(session: DrillSession, words: str) -> Heard:
            del session
            readings = [Reading(Entry.of_move(m, words), library.moves[m].label, off_script=False) for m in moves]
            return Heard(outcome if words else "nothing", tuple(readings), Entry.not_followed(words))

        monkeypatch.setattr(DrillSession, "hear", hear)

    return listen


def answers() -> list[tuple[str, bool]]:
    """What is in the journal: the move, and whether it was good."""
    journal = Journal.open()
    found = [(str(note.data["move"]), bool(note.data["good"])) for note in journal.notes("drill")]
    journal.close()
    return found


async def open_drill(pilot: Pilot[str], boss: str = BOSS) -> None:
    await until(pilot, lambda: pilot.app.screen.query("#start"))
    pilot.app.push_screen(DrillScreen(boss))
    await asked(pilot)


async def asked(pilot: Pilot[str]) -> None:
    """Wait for the field."""
    await until(pilot, lambda: pilot.app.screen.query(ReplyField) and pilot.app.screen.query_one(ReplyField).has_focus)


async def reply(pilot: Pilot[str], words: str = WORDS) -> None:
    await asked(pilot)
    pilot.app.screen.query_one(ReplyField).value = words
    await pilot.press("enter")
    await until(pilot, lambda: not pilot.app.screen.query_one(ReplyField).has_focus)


@pytest.mark.parametrize("size", [LARGE, SMALL, LEAST])
async def test_an_objection_is_put_answered_and_judged_and_then_the_next_comes(
    library: Library, heard_as: Any, size: tuple[int, int]
) -> None:
    heard_as("sure", "acknowledge-their-worry")
    app = program(library)
    async with app.run_test(size=size) as pilot:
        await open_drill(pilot)
        assert "1 of up to 4" in flat(shown(app))
        assert "Pat ┃" in shown(app)
        await reply(pilot)
        seen = flat(shown(app))
        for text in (WORDS, "read as: Grant that their worry is real", "△ Fair", "They feel heard on it"):
            assert text in seen, text
        assert answers() == [("acknowledge-their-worry", False)]
        await pilot.press("enter")
        await asked(pilot)
        assert "2 of up to 5" in flat(shown(app))  # what did not hold comes back


async def test_the_whole_drill_ends_with_two_sentences_and_no_figure(library: Library, heard_as: Any) -> None:
    heard_as("sure", "accuse")
    app = program(library)
    async with app.run_test(size=SMALL) as pilot:
        await open_drill(pilot)
        for _ in range(MOST):
            await reply(pilot)
            await pilot.press("enter")
            await pilot.pause()
            if not app.screen.query_one(ReplyField).has_focus and "comes back first" in flat(shown(app)):
                break
        told = [line for line in shown(app).splitlines()[2:-2] if line.strip()]
        said = flat(" ".join(told))
        assert said.startswith("None of their worries is put to rest yet, and you have seen a line for each.")
        assert said.endswith("comes back first the next time.")
        assert not any(sign.isdigit() for sign in said)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))


@pytest.mark.parametrize(("keys", "kept"), [(("1",), "accuse"), (("2",), "buy-time"), (("0",), ""), (("n",), "")])
async def test_words_that_are_not_clear_are_asked_about(
    library: Library, heard_as: Any, keys: tuple[str, ...], kept: str
) -> None:
    heard_as("unsure", "accuse", "buy-time")
    app = program(library)
    async with app.run_test(size=SMALL) as pilot:
        await open_drill(pilot)
        await reply(pilot)
        assert "Did you mean …" in shown(app)
        assert "off the script" not in shown(app)
        await pilot.press(*keys)
        await pilot.pause()
        assert [move for move, _ in answers()] == ([kept] if kept else [])
        assert ("not understood" in shown(app)) == (not kept)


async def test_what_cannot_be_taken_back_in_life_is_confirmed(library: Library, heard_as: Any) -> None:
    heard_as("confirm", "accuse")
    app = program(library)
    async with app.run_test(size=SMALL) as pilot:
        await open_drill(pilot)
        await reply(pilot)
        assert "Is that what you meant?" in shown(app)
        await pilot.press("n")
        await asked(pilot)
        assert app.screen.query_one(ReplyField).value == WORDS
        assert answers() == []
        await pilot.press("enter")
        await until(pilot, lambda: "Is that what you meant?" in shown(app))
        await pilot.press("y")
        await until(pilot, lambda: answers() == [("accuse", False)])
        assert "read as: Accuse them" in shown(app)


async def test_esc_goes_from_the_question_to_the_field_from_there_to_the_end_and_away(
    library: Library, heard_as: Any
) -> None:
    heard_as("sure", "accuse")
    app = program(library)
    async with app.run_test(size=SMALL) as pilot:
        await open_drill(pilot)
        await reply(pilot)
        heard_as("confirm", "accuse")
        await pilot.press("enter")
        await reply(pilot)
        await pilot.press("escape")
        await asked(pilot)
        await pilot.press("escape")
        await until(pilot, lambda: "comes back first the next time" in flat(shown(app)))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))


async def test_one_can_be_shown_a_line_and_the_objection_comes_back(library: Library, heard_as: Any) -> None:
    heard_as("nothing")
    app = program(library)
    async with app.run_test(size=SMALL) as pilot:
        await open_drill(pilot, "controlling")
        await pilot.press("f2")
        await until(pilot, lambda: "You passed on this one." in shown(app))
        assert "Stronger" in shown(app)
        assert answers() == [("", False)]


async def test_more_shows_every_source_and_less_again(library: Library, heard_as: Any) -> None:
    heard_as("sure", "accuse")
    app = program(library)
    async with app.run_test(size=(100, 60)) as pilot:
        await open_drill(pilot)
        await reply(pilot)
        short = flat(shown(app))
        await pilot.press("w")
        await pilot.pause()
        whole = flat(shown(app))
        assert "WA-05" in short
        assert "WAHM" not in short
        assert "WAHM" in whole
        assert len(whole) > len(short)
        await pilot.press("w")
        await pilot.pause()
        assert flat(shown(app)) == short


async def test_the_drill_is_over_after_five_minutes(library: Library, heard_as: Any) -> None:
    heard_as("sure", "accuse")
    app = program(library)
    async with app.run_test(size=SMALL) as pilot:
        await open_drill(pilot)
        assert "5 minutes left" in str(app.screen.query_one(TitleLine).render())
        session = app.screen._session  # type: ignore[attr-defined]
        session.seconds = lambda: session._begun + 301
        await reply(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: "comes back first the next time" in flat(shown(app)))


async def test_typed_words_are_really_heard(library: Library) -> None:
    app = program(library)
    async with app.run_test(size=SMALL) as pilot:
        await open_drill(pilot, "controlling")
        await reply(pilot, "I will send you an email every Friday with what is done and what comes next.")
        await until(pilot, lambda: "read as: Offer a regular update" in flat(shown(app)))


async def test_letters_are_typed_and_do_nothing_else_and_help_explains(library: Library, heard_as: Any) -> None:
    heard_as("nothing")
    app = program(library)
    async with app.run_test(size=SMALL) as pilot:
        await open_drill(pilot)
        await pilot.press("w", "n", "1", "?")
        assert app.screen.query_one(ReplyField).value == "wn1?"
        await pilot.press("f1")
        await until(pilot, lambda: isinstance(app.screen, HelpScreen))


async def test_two_quick_enters_answer_once(library: Library, heard_as: Any) -> None:
    heard_as("sure", "accuse")
    app = program(library)
    async with app.run_test(size=SMALL) as pilot:
        await open_drill(pilot)
        app.screen.query_one(ReplyField).value = WORDS
        app.screen.query_one(ReplyField).post_message(ReplyField.Submitted(app.screen.query_one(ReplyField), WORDS))
        app.screen.query_one(ReplyField).post_message(ReplyField.Submitted(app.screen.query_one(ReplyField), WORDS))
        await until(pilot, answers)
        await pilot.pause(0.2)
        assert len(answers()) == 1


async def test_a_boss_who_is_not_there_is_said_in_a_sentence(library: Library) -> None:
    app = program(library)
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: app.screen.query("#start"))
        app.push_screen(DrillScreen("plain-bos"))
        await until(pilot, lambda: "Did you mean 'plain-boss'?" in flat(shown(app)))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))


async def test_texts_that_look_like_markup_or_worse_are_shown_as_text(tmp_path: Path) -> None:
    library = library_of(make_pack(tmp_path / "strange", strange=True))
    save_brief(Brief(boss=Boss(name="[/x] [@click=app.quit]", persona=BOSS)))
    app = program(library)
    async with app.run_test(size=LARGE) as pilot:
        await open_drill(pilot)
        app.screen._tell(Entry.of_move("accuse", f"{STRANGE[:200]} {UNSPEAKABLE}"))  # type: ignore[attr-defined]
        await pilot.pause()
        seen = shown(app)
        assert "[red]not red[/red]" in seen
        assert not set(seen) & set("\x1b\x07\x9b\u202e\u202c\u2066\u2069\u200b")
        assert "app.quit" not in clickable(app)
