"""A real talk in which the boss waits for an answer: the clock, the line that shows it, and what silence does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual import events
from textual.command import CommandPalette

from rehearse.coaching.report.html import html
from rehearse.coaching.report.markdown import markdown
from rehearse.store.settings import load_settings
from rehearse.tui.answers import ResumeTalk, StartTalk
from rehearse.tui.app import RehearseApp
from rehearse.tui.debrief.screen import DebriefScreen
from rehearse.tui.help import HelpScreen
from rehearse.tui.talk.clock import KEY_HOLDS, AnswerClock, WaitingLine
from rehearse.tui.talk.foot import EndingBlock
from rehearse.tui.talk.log import TalkLog
from rehearse.tui.talk.modes import NO_HURRY
from rehearse.tui.talk.reply import ReplyBlock, ReplyField
from rehearse.tui.talk.say import SayBlock
from rehearse.tui.talk.screen import TalkScreen
from tests.tui.talking import LARGE, SMALL, SMALLEST, WORDS, elsewhere, heard_as, kept, reply
from tests.tui.world import BOSS, WEST, begin, flat, open_turn, opened, program, shown, until

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from rehearse.loading.library import Library

WAITING = "Pat is waiting …"
SECONDS = 30


class Hand:
    """Moves the time of the talk in front, second by second; nothing passes by itself."""

    def __init__(self, pilot: Pilot[str]) -> None:
        self.time = 0.0
        self.line = pilot.app.screen.query_one(WaitingLine)
        self.line._now = lambda: self.time
        self.line.begin(self.line._seconds)  # what has passed meanwhile does not count

    def move(self, seconds: float) -> None:
        while seconds > 0:
            self.time += min(seconds, 1.0)
            seconds -= 1.0
            self.line.look()


# --- the clock by itself


def run(clock: AnswerClock, *, typing: bool = False) -> int:
    """After how many seconds it is up."""
    for second in range(1, 1000):
        if typing:
            clock.key()
        clock.pass_by(1)
        if not clock.left:
            return second
    return 0


def test_the_time_is_up_after_its_seconds() -> None:
    assert run(AnswerClock(SECONDS)) == SECONDS


def test_somebody_who_types_all_the_while_has_as_long_again_and_no_longer() -> None:
    assert run(AnswerClock(SECONDS), typing=True) == 2 * SECONDS


def test_a_key_makes_it_stand_still_for_a_few_seconds() -> None:
    clock = AnswerClock(SECONDS)
    clock.key()
    assert run(clock) == SECONDS + KEY_HOLDS


def test_while_the_machine_slept_no_more_than_a_second_has_passed() -> None:
    clock = AnswerClock(SECONDS)
    clock.pass_by(8 * 3600)
    assert run(clock) == SECONDS - 1


# --- in the talk


@pytest.mark.parametrize("size", [LARGE, SMALL, SMALLEST])
async def test_a_line_grows_shorter_and_in_its_last_part_it_is_told_in_words(
    library: Library, size: tuple[int, int]
) -> None:
    app, session = program(library), begin(library)
    async with app.run_test(size=size) as pilot:
        await opened(pilot, TalkScreen(session, "real", SECONDS))
        assert f"You have {SECONDS} seconds for each answer." in flat(shown(app))
        hand, lengths = Hand(pilot), []
        for _ in range(3):
            await pilot.pause()
            lengths.append(shown(app).count("━"))
            assert WAITING not in shown(app)
            hand.move(SECONDS / 5)
        hand.move(SECONDS / 5)
        await pilot.pause()
        assert WAITING in shown(app)
        assert lengths == sorted(lengths, reverse=True)
        assert lengths[0] > lengths[1] > lengths[2] > shown(app).count("━") > 0
        assert session.played.choices == ()


async def test_when_the_time_is_up_the_boss_is_impatient_and_what_was_begun_is_not_lost(library: Library) -> None:
    app, session = program(library), begin(library)
    patience = [meter.id for meter in session.story.meters].index("patience")
    before = session.played.now.state.meters[patience]
    async with app.run_test(size=SMALL) as pilot:
        await opened(pilot, TalkScreen(session, "real", SECONDS))
        hand = Hand(pilot)
        await pilot.press(*"well")
        hand.move(SECONDS + KEY_HOLDS)
        await pilot.pause()
        assert kept(session) == ("~",)
        assert session.played.now.state.meters[patience] == before - 1
        assert session.played.now.lines[0].occasion == "impatience"
        seen = flat(app.screen.query_one(TalkLog).plain)
        assert f"You say nothing. Pat ┃ {session.played.now.lines[0].text}" in seen
        field = app.screen.query_one(ReplyField)
        assert (field.value, field.has_focus) == ("well", True)
        assert WAITING not in shown(app)  # the time has begun anew
        hand.move(SECONDS - 1)
        await pilot.pause()
        assert kept(session) == ("~",)
        assert WAITING in shown(app)
        hand.move(1)
        await pilot.pause()
        assert kept(session) == ("~", "~")


async def test_time_passes_by_itself(library: Library) -> None:
    app, session = program(library), begin(library)
    async with app.run_test(size=SMALL) as pilot:
        await opened(pilot, TalkScreen(session, "real", 1))
        await until(pilot, lambda: session.played.choices)
        assert set(kept(session)) == {"~"}


async def test_a_time_that_is_set_in_the_talk_passes_by_itself_too(library: Library) -> None:
    app, session = program(library), begin(library)
    async with app.run_test(size=SMALL) as pilot:
        await opened(pilot, TalkScreen(session, "real", 0))
        app.screen.query_one(SayBlock)._practice.seconds = 1
        app.screen.query_one(SayBlock).practise()
        await until(pilot, lambda: session.played.choices)
        assert set(kept(session)) == {"~"}


async def test_typing_makes_the_boss_wait(library: Library) -> None:
    app, session = program(library), begin(library)
    async with app.run_test(size=SMALL) as pilot:
        await opened(pilot, TalkScreen(session, "real", SECONDS))
        hand = Hand(pilot)
        hand.move(SECONDS - 1)
        for letter in "because":
            await pilot.press(letter)
            hand.move(2)
        assert session.played.choices == ()
        hand.move(KEY_HOLDS)
        await pilot.pause()
        assert kept(session) == ("~",)


async def test_a_silence_can_be_taken_back_and_is_the_same_when_it_is_carried_on(library: Library) -> None:
    app, session = program(library), heard_as(library, "sure", "ask")
    async with app.run_test(size=SMALL) as pilot:
        await opened(pilot, TalkScreen(session, "real", SECONDS))
        hand = Hand(pilot)
        hand.move(SECONDS)
        await pilot.pause()
        await reply(pilot, WORDS)
        assert kept(session) == ("~", f"ask\t{WORDS}")
        assert elsewhere(session).played.steps == session.played.steps
        await pilot.press("escape", "u")
        await pilot.press("i", *", well", "escape", "u")
        await pilot.pause()
        assert kept(session) == ()
        assert "You say nothing." not in app.screen.query_one(TalkLog).plain
        assert app.screen.query_one(ReplyField).value == f"{WORDS}, well"


@pytest.mark.parametrize("what", ["help", "palette", "question", "elsewhere"])
async def test_the_clock_stands_still_while_something_else_is_in_front(library: Library, what: str) -> None:
    app, session = program(library), heard_as(library, "unsure", "ask", "frame")
    async with app.run_test(size=SMALL) as pilot:
        await opened(pilot, TalkScreen(session, "real", SECONDS))
        hand = Hand(pilot)
        match what:
            case "help":
                await pilot.press("f1")
                await until(pilot, lambda: isinstance(app.screen, HelpScreen))
            case "palette":
                await pilot.press("ctrl+p")
                await until(pilot, lambda: isinstance(app.screen, CommandPalette))
            case "question":
                await reply(pilot, WORDS)
            case "elsewhere":
                app.post_message(events.AppBlur())
                await pilot.pause()
        hand.move(3 * SECONDS)
        await pilot.pause()
        assert session.played.choices == ()
        if what == "elsewhere":
            app.post_message(events.AppFocus())
            await pilot.pause()
        else:
            await pilot.press("escape")
            await until(pilot, lambda: isinstance(app.screen, TalkScreen))
        hand.move(SECONDS + KEY_HOLDS)
        await pilot.pause()
        assert kept(session) == ("~",)


@pytest.mark.parametrize(("mode", "seconds"), [("guided", SECONDS), ("recall", SECONDS), ("real", 0)])
async def test_nobody_is_hurried_unless_it_is_a_real_talk_with_a_time(
    library: Library, mode: str, seconds: int
) -> None:
    app, session = program(library), begin(library)
    async with app.run_test(size=SMALL) as pilot:
        await opened(pilot, TalkScreen(session, mode, seconds))  # type: ignore[arg-type]
        hand = Hand(pilot)
        assert not hand.line.display
        hand.move(3 * SECONDS)
        await pilot.pause()
        assert session.played.choices == ()
        assert "seconds for each answer" not in shown(app)


async def test_a_key_sets_the_time_in_a_real_talk_and_the_next_talk_has_it_too(library: Library) -> None:
    app, session = program(library), begin(library)
    async with app.run_test(size=LARGE) as pilot:
        await opened(pilot, TalkScreen(session))
        assert "t Time" not in shown(app)
        await pilot.press("t", "g", "escape", "g", "escape")
        assert not app.screen.query_one(WaitingLine).display
        assert "t Time" in shown(app)
        assert "Esc, then t: against the clock" in shown(app)
        for seconds in (120, 60, 30):
            await pilot.press("t")
            assert f"You have {seconds} seconds for each answer." in flat(shown(app))
            assert app.screen.query_one(WaitingLine).display
            assert "against the clock" not in shown(app)
        await pilot.press("t")
        assert NO_HURRY in flat(shown(app))
        assert not app.screen.query_one(WaitingLine).display
        await pilot.press("t", "t")
    assert load_settings().answer_seconds == 60
    app = program(library)
    async with app.run_test(size=LARGE) as pilot:
        await opened(pilot, TalkScreen(begin(library), "real"))
        assert "You have 60 seconds for each answer." in flat(shown(app))


async def test_the_talk_can_be_started_and_carried_on_with_a_time(library: Library) -> None:
    session = begin(library)
    session.say("ask")
    for start in (StartTalk(WEST, BOSS, mode="real", seconds=45), ResumeTalk(session.record.id, "real", 45)):
        app = RehearseApp(start=start, read=program(library)._read_shelf)
        async with app.run_test(size=SMALL) as pilot:
            await until(pilot, lambda app=app: isinstance(app.screen, TalkScreen))
            await pilot.pause()
            assert "You have 45 seconds for each answer." in flat(shown(app))
    assert load_settings().answer_seconds == 0


async def test_silence_after_silence_ends_the_talk_and_the_debrief_tells_of_it(library: Library) -> None:
    app, session = program(library), begin(library)
    async with app.run_test(size=LARGE) as pilot:
        await opened(pilot, TalkScreen(session, "real", SECONDS))
        hand = Hand(pilot)
        for _ in range(20):
            hand.move(SECONDS)
            await pilot.pause()
        assert session.over
        assert app.screen.query_one(EndingBlock).display
        assert set(kept(session)) == {"~"}
        await opened(pilot, DebriefScreen(session))
        open_turn(app, 1)
        await pilot.pause()
        seen = flat(shown(app))
        assert "(You said nothing.)" in seen
        assert "you let them wait" in seen
        assert "not understood" not in seen
        assert "Read otherwise" not in seen
    for page in (markdown(session.debrief()), html(session.debrief())):
        assert "You said nothing." in page
        assert "not understood" not in page


async def test_a_silence_that_cannot_be_kept_is_told_once_and_nobody_waits_any_more(library: Library) -> None:
    app, session = program(library), begin(library)
    async with app.run_test(size=SMALL) as pilot:
        await opened(pilot, TalkScreen(session, "real", SECONDS))
        elsewhere(session).say("accuse")
        hand = Hand(pilot)
        for _ in range(3):
            hand.move(SECONDS)
            await pilot.pause()
        assert app.screen.query_one(TalkLog).plain.count("Another program") == 1
        assert not hand.line.display
        assert kept(session) == ("accuse",)


async def test_words_entered_at_the_moment_when_the_time_is_up_stay_in_the_field(library: Library) -> None:
    app, session = program(library), heard_as(library, "sure", "ask")
    async with app.run_test(size=SMALL) as pilot:
        await opened(pilot, TalkScreen(session, "real", SECONDS))
        app.screen.query_one(ReplyField).value = WORDS
        saying = app.screen.query_one(SayBlock)
        saying._waited(WaitingLine.Over())
        saying._entered(ReplyBlock.Entered())
        await pilot.pause()
        assert kept(session) == ("~",)
        assert app.screen.query_one(ReplyField).value == WORDS


async def test_a_talk_that_was_left_waits_for_nobody(library: Library) -> None:
    app, session = program(library), begin(library)
    async with app.run_test(size=SMALL) as pilot:
        await opened(pilot, TalkScreen(session, "real", SECONDS))
        hand = Hand(pilot)
        hand.move(SECONDS - 1)
        await pilot.press("escape", "escape")
        await until(pilot, lambda: not isinstance(app.screen, TalkScreen))
        assert session.played.choices == ()
