"""Answering in one's own words: how it is heard, asked about, shown and corrected; and the ways to practise."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from textual import events
from textual.widgets import Input, OptionList

from rehearse.coaching.hearing import Heard, Reading
from rehearse.engine import Entry, available
from rehearse.store.journal import Journal
from rehearse.store.settings import load_settings
from rehearse.tui.answers import ReadOtherwise, ToHome
from rehearse.tui.choice_list import ChoiceList
from rehearse.tui.debrief import Contents, DebriefScreen
from rehearse.tui.home import HomeScreen
from rehearse.tui.pickers import PickerRow
from rehearse.tui.reread import RereadScreen
from rehearse.tui.talk import TalkScreen
from rehearse.tui.talk_advice import AdvicePanel
from rehearse.tui.talk_log import TalkLog
from rehearse.tui.talk_say import ReplyField, SayBlock
from tests.tui.world import (
    BOSS,
    UNSPEAKABLE,
    WEST,
    begin,
    clickable,
    flat,
    library_of,
    make_pack,
    opened,
    program,
    shown,
    until,
)

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from rehearse.loading.library import Library
    from rehearse.store.session import Session

LARGE, SMALL = (120, 40), (80, 24)
WORDS = "Why must it move at all"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return library_of(make_pack(tmp_path_factory.mktemp("pack")))


class Listener:
    """Hears every reply in the same way: what the screens do with each outcome does not rest on the thesaurus."""

    def __init__(self, library: Library, outcome: str, *names: str) -> None:
        self._moves = library.moves
        self._outcome: Any = outcome
        self._names = names
        self.heard: list[str] = []

    def hear(self, story: Any, state: Any, words: str) -> Heard:
        self.heard.append(words)
        choices = {choice.id: choice for choice in available(story, state)}
        readings = tuple(
            Reading(Entry.of_choice(name, words), choices[name].say, off_script=False)
            if name in choices
            else Reading(Entry.of_move(name, words), self._moves[name].label, off_script=True)
            for name in self._names
        )
        return Heard(self._outcome, readings, Entry.not_followed(words))


def heard_as(library: Library, outcome: str, *names: str, feedback: str = "later") -> Session:
    """A rehearsal in which every typed reply is heard so."""
    session = begin(library, feedback=feedback)
    session.ear = Listener(library, outcome, *names)  # type: ignore[assignment]
    return session


async def reply(pilot: Pilot[str], words: str) -> None:
    """Type *words* into the field and say them."""
    if not pilot.app.screen.query_one(ReplyField).has_focus:
        await pilot.press("i")
    pilot.app.screen.query_one(ReplyField).value = words
    await pilot.press("enter")
    await pilot.pause()


def kept(session: Session) -> tuple[str, ...]:
    record = Journal.open().get(session.record.id)
    assert record is not None
    return record.choices


@pytest.mark.parametrize("size", [LARGE, SMALL, (60, 20)])
async def test_a_field_stands_under_the_choices_and_every_choice_stays_in_sight(
    library: Library, size: tuple[int, int]
) -> None:
    app, session = program(library), begin(library)
    async with app.run_test(size=size) as pilot:
        await opened(pilot, TalkScreen(session))
        seen = flat(shown(app))
        assert "or in your own words" in seen
        assert all(choice.say in seen for choice in session.choices())


@pytest.mark.parametrize("key", ["i", "tab"])
async def test_in_the_field_the_keys_of_the_screen_are_letters_and_escape_leaves_it(library: Library, key: str) -> None:
    app, session = program(library), begin(library)
    async with app.run_test(size=LARGE) as pilot:
        await opened(pilot, TalkScreen(session))
        await pilot.press(key, *"iuamfgdc1?", "space")
        field = app.screen.query_one(ReplyField)
        assert field.value == "iuamfgdc1? "
        assert session.played.choices == ()
        assert "a Advice" not in flat(shown(app))
        await pilot.press("escape")
        assert app.screen.query_one(ChoiceList).has_focus
        assert isinstance(app.screen, TalkScreen)
        assert "a Advice" in flat(shown(app))
        await pilot.press("i")
        assert field.value == "iuamfgdc1? "


async def test_the_exact_words_of_a_choice_are_taken_as_it_at_once(library: Library) -> None:
    app, session = program(library), begin(library)
    async with app.run_test(size=LARGE) as pilot:
        await opened(pilot, TalkScreen(session))
        await reply(pilot, "What is behind the move?")
        assert kept(session) == ("ask\tWhat is behind the move?",)


async def test_gibberish_is_not_followed_and_costs_nothing(library: Library) -> None:
    app, session = program(library), begin(library)
    before = session.played.now.state.meters
    async with app.run_test(size=LARGE) as pilot:
        await opened(pilot, TalkScreen(session))
        await reply(pilot, "xqzv blorf wmmk")
        assert kept(session) == ("?\txqzv blorf wmmk",)
        assert session.played.now.state.meters == before
        assert "not understood" in shown(app)


@pytest.mark.parametrize("size", [LARGE, SMALL])
async def test_what_is_surely_heard_is_said_and_shown_with_how_it_was_read(
    library: Library, size: tuple[int, int]
) -> None:
    app, session = program(library), heard_as(library, "sure", "ask")
    async with app.run_test(size=size) as pilot:
        await opened(pilot, TalkScreen(session))
        await reply(pilot, WORDS)
        seen = flat(app.screen.query_one(TalkLog).plain)
        assert f"You ╎ {WORDS} ╎ read as: What is behind the move?" in seen
        assert kept(session) == (f"ask\t{WORDS}",)
        assert app.screen.query_one(ReplyField).value == ""
        assert app.screen.query_one(ReplyField).has_focus  # the next line begins in the same way


async def test_a_move_that_was_not_on_offer_is_marked_as_off_the_script(library: Library) -> None:
    app, session = program(library), heard_as(library, "sure", "buy-time")
    label = library.moves["buy-time"].label
    async with app.run_test(size=LARGE) as pilot:
        await opened(pilot, TalkScreen(session))
        await reply(pilot, WORDS)
        assert f"read as: {label} · off the script" in flat(shown(app))
        assert kept(session) == (f"=buy-time\t{WORDS}",)


@pytest.mark.parametrize(("key", "said"), [("1", True), ("y", True), ("2", False), ("n", False), ("enter", False)])
async def test_what_cannot_be_taken_back_is_asked_about_and_only_yes_says_it(
    library: Library, key: str, *, said: bool
) -> None:
    app, session = program(library), heard_as(library, "confirm", "agree")
    async with app.run_test(size=SMALL) as pilot:
        await opened(pilot, TalkScreen(session))
        await reply(pilot, WORDS)
        seen = flat(shown(app))
        assert "Is that what you meant?" in seen
        assert "“Never mind. I agree.”" in seen
        assert session.played.choices == ()
        await pilot.press(key)
        await pilot.pause()
        assert kept(session) == ((f"agree\t{WORDS}",) if said else ())
        assert not app.screen.query_one(SayBlock).asking
        if not said:
            field = app.screen.query_one(ReplyField)
            assert (field.value, field.has_focus) == (WORDS, True)


@pytest.mark.parametrize(
    ("key", "entry"),
    [("1", "ask\t"), ("2", "frame\t"), ("3", "=buy-time\t"), ("0", "?\t"), ("n", "?\t"), ("enter", "ask\t")],
)
async def test_where_it_is_not_sure_it_asks_which_of_three_or_none(library: Library, key: str, entry: str) -> None:
    app, session = program(library), heard_as(library, "unsure", "ask", "frame", "buy-time")
    async with app.run_test(size=SMALL) as pilot:
        await opened(pilot, TalkScreen(session))
        await reply(pilot, WORDS)
        seen = flat(shown(app))
        for part in (f"You typed {WORDS}", "Did you mean …", "1 What is behind", "off the script", "0 None of these"):
            assert part in seen
        await pilot.press(key)
        await pilot.pause()
        assert kept(session) == (entry + WORDS,)


async def test_escape_leaves_the_question_and_the_words_are_still_there(library: Library) -> None:
    app, session = program(library), heard_as(library, "unsure", "ask", "frame")
    async with app.run_test(size=LARGE) as pilot:
        await opened(pilot, TalkScreen(session))
        await reply(pilot, WORDS)
        await pilot.press("5", "escape")
        assert app.screen.query_one(ReplyField).value == WORDS
        assert app.screen.query_one(ReplyField).has_focus
        assert session.played.choices == ()


async def test_enter_pressed_twice_says_the_words_once(library: Library) -> None:
    app, session = program(library), heard_as(library, "sure", "agree")
    async with app.run_test(size=LARGE) as pilot:
        await opened(pilot, TalkScreen(session))
        await pilot.press("i", *"fine", "enter", "enter")
        await pilot.pause()
        assert kept(session) == ("agree\tfine",)


async def test_reserved_words_are_done_and_never_said(library: Library) -> None:
    app, session, answers = program(library), heard_as(library, "sure", "ask"), list[object]()
    async with app.run_test(size=LARGE) as pilot:
        await opened(pilot, TalkScreen(session), answers)
        await reply(pilot, "/undo")
        assert "There is nothing to take back yet." in shown(app)
        await reply(pilot, "/nonsense [red]x[/]")
        assert "There is no '/nonsense [red]x[/]'." in flat(shown(app))
        await reply(pilot, "/Advice")
        assert app.screen.query_one(AdvicePanel).display
        await reply(pilot, "/advice")
        await reply(pilot, WORDS)
        await reply(pilot, "/undo")
        assert kept(session) == ()
        await reply(pilot, "/help")
        assert "Keys of this screen" in shown(app)
        await pilot.press("escape")
        await reply(pilot, "/quit")
        assert answers == [ToHome()]
        assert session.ear.heard == [WORDS]  # type: ignore[union-attr]


async def test_an_empty_field_says_nothing_and_a_number_says_the_choice_in_sight(library: Library) -> None:
    app, session = program(library), heard_as(library, "nothing")
    async with app.run_test(size=LARGE) as pilot:
        await opened(pilot, TalkScreen(session))
        await reply(pilot, "   ")
        assert session.played.choices == ()
        second = session.choices()[1].id
        await reply(pilot, "2")
        assert kept(session) == (second,)


async def test_strange_and_very_long_words_are_shown_as_text_and_the_boss_stays_in_sight(library: Library) -> None:
    hostile = f"[/x] [@click=app.quit]x[/] {UNSPEAKABLE} " + "wide " * 500 + "l" * 6000
    for outcome, names in (("sure", ("ask",)), ("unsure", ("ask", "frame")), ("nothing", ())):
        app, session = program(library), heard_as(library, outcome, *names)
        async with app.run_test(size=SMALL) as pilot:
            await opened(pilot, TalkScreen(session))
            await pilot.press("i")
            app.screen.query_one(ReplyField).post_message(events.Paste(f"{hostile}\nmore rows\n"))
            await pilot.pause()
            await pilot.press("enter")
            await pilot.pause()
            if outcome == "unsure":
                assert "You typed [/x] [@click=app.quit]x[/]" in flat(shown(app))
                assert "0 None of these" in flat(shown(app))
                await pilot.press("1")
                await pilot.pause()
            assert not any("quit" in action for action in clickable(app))
            assert "\x1b" not in shown(app)
            assert len(session.played.choices) == 1
            assert "more rows" in session.played.choices[0].say
            log = app.screen.query_one(TalkLog)
            assert log.scroll_y == log.max_scroll_y


async def test_a_line_that_was_not_read_is_told_calmly_and_without_a_verdict(library: Library) -> None:
    app, session = program(library), heard_as(library, "nothing", feedback="now")
    async with app.run_test(size=SMALL) as pilot:
        await opened(pilot, TalkScreen(session))
        await reply(pilot, "blorf")
        seen = flat(shown(app))
        assert "nothing is said of it" in seen
        assert "Unread" not in seen
        assert "Better" not in seen
        await pilot.press("enter")
        assert app.screen.query_one(ReplyField).has_focus


# --- three ways to practise


async def test_recall_hides_the_lines_until_they_are_asked_for_once(library: Library) -> None:
    app, session = program(library), heard_as(library, "sure", "ask")
    async with app.run_test(size=SMALL) as pilot:
        await opened(pilot, TalkScreen(session, "recall"))
        assert app.screen.query_one(ReplyField).has_focus
        assert "What is behind the move?" not in shown(app)
        await pilot.press("escape", "1")
        assert session.played.choices == ()
        await pilot.press("c")
        assert all(choice.say in flat(shown(app)) for choice in session.choices())
        await pilot.press("i")
        await reply(pilot, WORDS)
        assert "A full floor is hard on you." not in shown(app)
        assert app.screen.query_one(ReplyField).has_focus


async def test_real_has_no_bars_no_advice_and_no_feedback_until_afterwards(library: Library) -> None:
    app, session = program(library), heard_as(library, "sure", "ask", feedback="now")
    async with app.run_test(size=LARGE) as pilot:
        await opened(pilot, TalkScreen(session, "real"))
        assert "Trust" not in shown(app)
        await reply(pilot, WORDS)
        assert "What it did" not in shown(app)
        assert app.screen.query_one(ReplyField).has_focus
        await pilot.press("escape", "a", "m", "f", "c")
        seen = flat(shown(app))
        assert "In a real talk nobody prompts you." in seen
        assert "In a real talk there are no bars" in seen
        assert "feedback waits for the debrief" in seen
        assert "Trust" not in seen
        assert not app.screen.query_one(AdvicePanel).display
        assert "A full floor is hard on you." not in seen


async def test_one_key_changes_the_way_in_the_talk(library: Library) -> None:
    app, session = program(library), begin(library)
    async with app.run_test(size=LARGE) as pilot:
        await opened(pilot, TalkScreen(session))
        await pilot.press("g")
        assert "What is behind the move?" not in shown(app)
        await pilot.press("escape", "g")
        assert "Trust" not in shown(app)
        await pilot.press("escape", "g")
        seen = shown(app)
        assert "Trust" in seen
        assert "What is behind the move?" in seen
        assert app.screen.query_one(ChoiceList).has_focus


async def marked(pilot: Pilot[str]) -> str:
    """The way to practise that is marked on the home screen."""
    await until(pilot, lambda: pilot.app.screen.query("#mode"))
    await pilot.pause()
    return pilot.app.screen.query_one("#mode", PickerRow).value


async def test_the_first_rehearsal_of_a_meeting_is_guided_and_the_next_one_is_not(library: Library) -> None:
    app = program(library)
    async with app.run_test(size=LARGE) as pilot:
        assert await marked(pilot) == "guided"
    session = begin(library)
    session.say("ask")
    app = program(library)
    async with app.run_test(size=LARGE) as pilot:
        await until(pilot, lambda: app.screen.query("#mode"))
        meeting = app.screen.query_one("#meeting", OptionList)
        places = {option.id: place for place, option in enumerate(meeting.options)}
        meeting.highlighted = places[WEST]
        await pilot.pause()
        assert await marked(pilot) == "recall"
        meeting.highlighted = next(place for name, place in places.items() if name != WEST)
        await pilot.pause()
        assert await marked(pilot) == "guided"
    assert load_settings().mode == ""


async def test_the_chosen_way_is_remembered_and_the_talk_begins_in_it(library: Library) -> None:
    app = program(library)
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: app.screen.query("#mode"))
        app.screen.query_one("#mode").focus()
        await pilot.press("right", "right")
        await pilot.press("s")
        await until(pilot, lambda: isinstance(app.screen, TalkScreen))
        await pilot.pause()
        assert app.screen.query_one(ReplyField).has_focus
        assert "Trust" not in shown(app)
    assert load_settings().mode == "real"
    app = program(library)
    async with app.run_test(size=SMALL) as pilot:
        assert await marked(pilot) == "real"


# --- correcting a reading in the debrief


async def test_a_reading_is_corrected_in_the_debrief_and_the_talk_goes_on_from_there(library: Library) -> None:
    app, session, answers = program(library), begin(library), list[object]()
    session.say(Entry.of_choice("agree", WORDS))
    session.say("refuse")
    async with app.run_test(size=LARGE) as pilot:
        await opened(pilot, DebriefScreen(session), answers)
        app.screen.query_one(Contents).go_to_turn(1)
        await pilot.pause()
        seen = flat(shown(app))
        assert "read as: Never mind. I agree." in seen
        assert "What is behind the move?" in seen  # the lines that there were
        await pilot.press("r")
        await until(pilot, lambda: isinstance(app.screen, RereadScreen))
        await pilot.press(*"behind", "enter")
        await until(pilot, lambda: bool(answers))
        assert answers == [ReadOtherwise(1, Entry.of_choice("ask", WORDS))]


async def test_the_words_can_be_taken_as_any_move_and_the_new_talk_is_another_rehearsal(library: Library) -> None:
    session = begin(library)
    session.say(Entry.of_choice("agree", WORDS))
    app = program(library)
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: app.screen.query("#start"))
        app.screen.post_message(HomeScreen.OpenDebrief(session.record.id))
        await until(pilot, lambda: isinstance(app.screen, DebriefScreen))
        await pilot.press("r")
        await pilot.pause()
        assert app.screen.query_one(Contents).turn == 1
        await pilot.press("r")
        await until(pilot, lambda: isinstance(app.screen, RereadScreen))
        app.screen.query_one(Input).value = library.moves["buy-time"].label
        await pilot.pause()
        await pilot.press("down", "up", "enter")
        await until(pilot, lambda: isinstance(app.screen, TalkScreen))
        assert "off the script" in flat(shown(app))
    records = {record.id: record for record in Journal.open().rehearsals()}
    assert records.pop(session.record.id).choices == (f"agree\t{WORDS}",)
    (other,) = records.values()
    assert (other.parent, other.choices) == (session.record.id, (f"=buy-time\t{WORDS}",))


async def test_a_search_that_finds_nothing_says_so_and_escape_leaves_it_as_it_was(library: Library) -> None:
    app, session = program(library), begin(library)
    session.say(Entry.not_followed(f"[/x] {UNSPEAKABLE}"))
    async with app.run_test(size=SMALL) as pilot:
        await opened(pilot, DebriefScreen(session))
        app.screen.query_one(Contents).go_to_turn(1)
        await pilot.press("r")
        await until(pilot, lambda: isinstance(app.screen, RereadScreen))
        app.screen.query_one(Input).value = "xqzv"
        await pilot.pause()
        assert "No line and no move holds these words." in shown(app)
        await pilot.press("enter", "escape")
        await until(pilot, lambda: isinstance(app.screen, DebriefScreen))


async def test_lines_that_were_chosen_have_nothing_to_correct(library: Library) -> None:
    app, session = program(library), begin(library)
    session.say("ask")
    async with app.run_test(size=LARGE) as pilot:
        await opened(pilot, DebriefScreen(session))
        assert "Read otherwise" not in shown(app)
        assert app.screen.check_action("reread", ()) is False
    assert session.record.persona == BOSS
