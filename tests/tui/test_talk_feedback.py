"""Feedback in the talk: at once or later, in short or in full, and the signs beside what was said."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from textual.widgets import Button

from rehearse.coaching.feedback.values import Remark
from rehearse.tui.paragraphs import flow
from rehearse.tui.talk.foot import EndingBlock, FeedbackBlock
from rehearse.tui.talk.judgement import in_full, in_short
from rehearse.tui.talk.log import TalkLog
from rehearse.tui.talk.reply import ReplyField
from rehearse.tui.talk.say import SayBlock
from rehearse.tui.talk.screen import TalkScreen
from tests.tui.talking import LARGE, SMALL, elsewhere, heard_as, reply, say
from tests.tui.world import begin, flat, opened, program, shown

if TYPE_CHECKING:
    from rehearse.coaching.feedback.values import Feedback
    from rehearse.loading.library import Library
    from rehearse.store.session import Session
    from rehearse.tui.app import RehearseApp
    from rehearse.tui.talk.modes import Mode


async def test_feedback_now_stands_below_what_the_boss_answered_until_it_is_continued(library: Library) -> None:
    app, session = program(library), begin(library, feedback="now")
    async with app.run_test(size=SMALL) as pilot:
        await opened(pilot, TalkScreen(session))
        await say(pilot, session, "accuse")
        seen = flat(shown(app))
        feedback = session.feedback(1)
        assert f"{feedback.symbol} {feedback.verdict.capitalize()}" in seen
        assert "Trust fell" in seen
        assert "The floor is full, as you know." in seen
        assert not app.screen.query_one(SayBlock).display
        await pilot.press("1")
        assert len(session.played.choices) == 1
        await pilot.press("enter")
        assert app.screen.query_one(SayBlock).display
        assert "A full floor is hard on you." in shown(app)


async def test_space_continues_too_and_more_shows_the_whole_rule(library: Library) -> None:
    app, session = program(library), begin(library, feedback="now")
    async with app.run_test(size=LARGE) as pilot:
        await opened(pilot, TalkScreen(session))
        await say(pilot, session, "accuse")
        rule = session.feedback(1).rule
        assert rule is not None
        point = rule.sources[0]
        assert point.point in shown(app)
        assert point.text not in flat(shown(app))
        await pilot.press("w")
        await pilot.pause()
        assert "from " in shown(app)
        full = flat(app.screen.query_one(FeedbackBlock).query_one("Prose").visual.flowed(90).plain)  # type: ignore[attr-defined]
        assert point.text in full
        assert point.publisher in full
        await pilot.press("space")
        assert app.screen.query_one(SayBlock).display


async def test_feedback_can_be_switched_off_and_on_during_the_talk(library: Library) -> None:
    app, session = program(library), begin(library, feedback="now")
    async with app.run_test(size=LARGE) as pilot:
        await opened(pilot, TalkScreen(session))
        await say(pilot, session, "accuse")
        await pilot.press("f")
        assert app.screen.query_one(SayBlock).display
        await say(pilot, session, "hear")
        assert app.screen.query_one(SayBlock).display
        await pilot.press("f")
        await pilot.pause()
        assert app.screen.query_one(FeedbackBlock).display
        assert session.feedback(2).verdict.capitalize() in shown(app)


async def test_feedback_on_the_last_line_comes_before_the_ending(library: Library) -> None:
    app, session = program(library), begin(library, feedback="now")
    async with app.run_test(size=SMALL) as pilot:
        await opened(pilot, TalkScreen(session))
        for choice in ("ask", "hear", "clear"):
            await say(pilot, session, choice)
            assert app.screen.query_one(FeedbackBlock).display
            await pilot.press("enter")
            await pilot.pause()
        assert app.screen.query_one(EndingBlock).display
        assert isinstance(app.focused, Button)


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


def signs(app: RehearseApp) -> list[str]:
    """The verdict's sign beside each line of the person's, as far as there is one."""
    rows = app.screen.query_one(TalkLog).plain.splitlines()
    return [row.split()[0] for row in rows if "You ╎" in row and not row.strip().startswith("You")]


@pytest.mark.parametrize(
    ("feedback", "mode", "marked"), [("now", "guided", True), ("later", "guided", False), ("now", "real", False)]
)
async def test_a_talk_that_is_carried_on_has_the_signs_of_its_earlier_lines(
    library: Library, feedback: str, mode: Mode, *, marked: bool
) -> None:
    session = begin(library, feedback=feedback)
    session.say("accuse")
    session.say("hear")
    app, resumed = program(library), elsewhere(session)
    async with app.run_test(size=LARGE) as pilot:
        await opened(pilot, TalkScreen(resumed, mode))
        assert signs(app) == ([resumed.feedback(turn).symbol for turn in (1, 2)] if marked else [])


async def test_switched_on_it_marks_all_that_was_said_and_a_line_taken_back_leaves_no_sign(library: Library) -> None:
    app, session = program(library), begin(library)
    async with app.run_test(size=LARGE) as pilot:
        await opened(pilot, TalkScreen(session))
        await say(pilot, session, "accuse", "hear")
        assert signs(app) == []
        await pilot.press("f")
        await pilot.pause()
        assert signs(app) == [session.feedback(turn).symbol for turn in (1, 2)]
        await pilot.press("u")
        await pilot.pause()
        await say(pilot, session, "refuse")
        assert signs(app) == [session.feedback(turn).symbol for turn in (1, 2)]


@pytest.mark.parametrize(("first", "then"), [("now", "later"), ("later", "now")])
async def test_what_was_chosen_in_the_talk_is_kept_for_the_next_time(library: Library, first: str, then: str) -> None:
    app, session = program(library), begin(library, feedback=first)
    async with app.run_test(size=LARGE) as pilot:
        await opened(pilot, TalkScreen(session))
        await say(pilot, session, "accuse")
        if first == "now":
            await pilot.press("enter")
        await pilot.press("f")
        await pilot.pause()
    again, resumed = program(library), elsewhere(session)
    assert resumed.record.feedback == then
    assert session.fork(1).record.feedback == then
    async with again.run_test(size=LARGE) as pilot:
        await opened(pilot, TalkScreen(resumed))
        await say(pilot, resumed, "hear")
        assert again.screen.query_one(FeedbackBlock).display is (then == "now")


async def test_where_it_cannot_be_kept_it_is_said_and_holds_for_this_talk(library: Library) -> None:
    app, session = program(library), begin(library)
    async with app.run_test(size=LARGE) as pilot:
        await opened(pilot, TalkScreen(session))
        await say(pilot, session, "accuse")
        elsewhere(session).say("hear")
        await pilot.press("f")
        await pilot.pause()
        assert "Another program" in app.screen.query_one(TalkLog).plain
        assert app.screen.query_one(FeedbackBlock).display


REMARKS = ("sorry", "always", "too many reasons")


def remarked(session: Session) -> Feedback:
    """Feedback with three remarks on how the line was said, one of them on a card."""
    found = session.feedback(1)
    assert found.rule is not None
    made = [Remark("apology", f"About {words}.", words, None, f"A study of {words}") for words in REMARKS]
    return replace(found, remarks=(replace(made[0], rule=found.rule, source=""), *made[1:]))


@pytest.mark.parametrize("width", [100, 50])
def test_two_remarks_are_shown_at_first_and_all_in_full_each_with_what_it_stands_on(
    library: Library, width: int
) -> None:
    session = begin(library)
    session.say("accuse")
    feedback = remarked(session)
    short, full = (
        flat("\n".join(row.plain for row in flow(set_so(feedback, beside=width > 60), width)))
        for set_so in (in_short, in_full)
    )
    title = feedback.rule.title if feedback.rule else ""
    for told in (short, full):
        verdict, _, rest = told.partition("How said")
        assert feedback.verdict.capitalize() in verdict
        assert f"About sorry. “{title}”" in rest
        assert "About always. A study of always" in rest
    assert "too many reasons" not in short
    assert "About too many reasons. A study of too many reasons" in full


async def test_a_remark_on_a_typed_line_stands_in_its_feedback(library: Library) -> None:
    app, session = program(library), heard_as(library, "sure", "ask", feedback="now")
    async with app.run_test(size=LARGE) as pilot:
        await opened(pilot, TalkScreen(session))
        await reply(pilot, "I am sorry to ask, but what is behind the move?")
        (remark,) = session.feedback(1).remarks
        assert remark.kind == "apology"
        assert flat(f"How said • {remark.sentence}") in flat(shown(app))
        assert remark.stands_on in flat(shown(app))
