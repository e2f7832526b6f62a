"""What the wall and the phones show when, and what they do not hold before its time."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from html import escape, unescape

import pytest

from rehearse.workshop.server.comparing import Column
from rehearse.workshop.server.faces import for_phone, for_projector
from rehearse.workshop.server.pages import parts, phone, projector
from rehearse.workshop.session import rules
from rehearse.workshop.stage import leading
from tests.workshop.served import html, served

ANN = 1


@pytest.fixture
async def session(tmp_path):
    async with served(tmp_path) as running:
        await running.live.submit(lambda room: rules.join(room, "Ann", "hash of Ann"))
        await running.live.submit(lambda room: rules.join(room, "Ben", "hash of Ben"))
        yield running


def wall(session) -> str:
    return unescape(projector.main(for_projector(session.live.room, session.stage, "http://here:1")))


def face(session, seat: int = ANN):
    return for_phone(session.live.room, session.stage, session.live.room.seats[seat])


def told(session, seat: int = ANN) -> str:
    """Everything on a phone: what is announced, and what stands below."""
    return unescape(f"{phone.told(face(session, seat))} {phone.main(face(session, seat))}")


async def do(session, events) -> None:
    await session.live.submit(events)


async def vote(session, *options: str) -> None:
    """Have Ann, Ben and so on vote for one of *options* each."""
    for seat, option in enumerate(options, 1):
        await do(session, partial(rules.vote, seat=seat, number=session.live.room.round.number, option=option))


async def said(session, *places: int) -> None:
    """Say a line for each of *places*: that which stands there among those on offer."""
    for place in places:
        options = session.stage.options(session.live.room.now)
        entry = options[place % len(options)].id
        await do(session, partial(leading.play, session.stage, entry=entry))


async def to_its_end(session, place: int) -> None:
    while session.stage.options(session.live.room.now):
        await said(session, place)


async def guessing(session, about):
    """Have the room decide on a line, and be asked about the boss; answers with what will come true."""
    await do(session, lambda room: rules.set_mode(room, "predict"))
    first, *_ = await session.ask()
    await do(session, lambda room: leading.overrule(session.stage, room, first))
    await do(session, lambda room: leading.ask_boss(session.stage, room, about))
    room = session.live.room
    return session.stage.comes_true(room.now, first, room.round.options)


# --- where one is


async def test_scene_and_wish_are_told_until_the_first_line_is_said(session):
    story = session.stage.story
    assert all(words in told(session) for words in (story.scene, story.asks))
    assert all(words in wall(session) for words in (story.scene, story.asks))
    await do(session, lambda room: rules.lock(room, locked=True))
    assert story.scene in wall(session)
    first, *_ = await session.ask()
    assert all(words in wall(session) for words in (story.scene, story.asks))
    assert story.scene not in told(session)  # the lines to vote for are in view
    await do(session, lambda room: leading.overrule(session.stage, room, first))
    assert story.scene not in wall(session)


async def test_who_practises_alone_reads_them_before_the_first_line(session):
    story = session.stage.story
    await said(session, 0)
    await do(session, lambda room: rules.set_mode(room, "alone"))
    assert story.scene in told(session)
    await do(session, lambda room: rules.begin_alone(room, ANN, 5))
    assert story.asks in told(session)
    line = session.stage.options(session.stage.alone(session.live.room.alone[ANN]))[0].id
    await do(session, lambda room: rules.say_alone(room, ANN, 1, line))
    assert story.scene not in told(session)


# --- guesses about the boss


@pytest.mark.parametrize("about", ["says", "trust"])
async def test_what_came_true_is_shown_once_the_boss_has_answered_and_never_before(session, about):
    true = await guessing(session, about)
    options = {option.id: option.text for option in session.live.room.round.options}
    wrong = next(option for option in options if option != true)
    await vote(session, true, wrong)
    before = session.stage.played(session.live.room.now)
    for phase in ("open", "closed", "revealed", "discuss"):
        assert session.live.room.phase == phase
        shown = for_projector(session.live.room, session.stage)
        assert shown.all.guessed is None
        assert shown.all.asked is not None
        assert not any(line.decided for line in shown.all.asked.lines)
        assert face(session).guess == ""
        assert "Came true" not in wall(session)
        assert "guessed" not in wall(session) + told(session)
        await session.next()
    assert session.stage.played(session.live.room.now) != before
    assert session.live.room.phase == "decided"
    page = wall(session)
    assert page.count("✓ Came true") == 1
    assert "1 of 2 guessed right." in page
    card = page.split('class="lead"')[1].split("</li>")[0]
    assert options[true] in card
    assert "You guessed right. 1 of 2 guessed right." in told(session)
    letter = "ABCD"[list(options).index(true)]
    assert f"It was {letter}: {options[true]}" in told(session, 2)
    await session.ask()
    assert "Came true" not in wall(session)
    assert "guessed" not in told(session)


async def test_guesses_are_not_counted_aloud_where_the_tally_was_never_revealed(session):
    true = await guessing(session, "says")
    await vote(session, true, true)
    await do(session, lambda room: leading.answer(session.stage, room))
    assert "✓ Came true" in wall(session)
    assert 'class="n t"' not in wall(session)
    assert "2 of 2" not in wall(session) + told(session)
    assert "You guessed right." in told(session)


async def test_the_coachs_phone_tells_how_the_guesses_did(session):
    true = await guessing(session, "says")
    await vote(session, true)
    for _ in range(4):
        await session.next()
    async with session.lead() as (lead, _):
        assert "1 of 1 guessed right." in await html(lead, "/remote")


# --- where the talk stands


async def test_a_rewind_is_told_until_the_next_vote(session):
    await said(session, 0, 0)
    assert "The talk goes on" in wall(session)
    await do(session, lambda room: rules.fork(room, 1))
    assert "Back to line 2: another way" in wall(session)
    assert "The room goes back" in told(session)
    assert "Back to line 2" in told(session)
    first, *_ = await session.ask()
    assert "Back to line" not in wall(session) + told(session)
    await do(session, lambda room: leading.overrule(session.stage, room, first))
    assert "The talk goes on" in wall(session)


async def test_a_talk_that_has_ended_does_not_go_on(session):
    await to_its_end(session, 0)
    for page in (wall(session), told(session)):
        assert "The talk is over" in page
        assert "The talk goes on" not in page
    await do(session, rules.end)
    assert "The session is over" in wall(session)


async def test_hands_are_counted_beside_the_phones_and_not_among_them(session):
    first, *_ = await session.ask()
    await vote(session, first)
    assert "1 of 2 have voted</p>" in wall(session)
    await do(session, lambda room: rules.count_hands(room, {first: 3}))
    assert "1 of 2 have voted, and 3 hands" in wall(session)
    async with session.lead() as (lead, _):
        assert "1 of 2 voted, and 3 hands" in await html(lead, "/remote")


async def test_a_tie_is_called_one(session):
    first, second, *_ = await session.ask()
    await vote(session, first, second)
    await do(session, rules.reveal)
    assert wall(session).count("▲ Tie") == 2
    assert "Leads" not in wall(session)
    await do(session, lambda room: rules.count_hands(room, {first: 1}))
    assert wall(session).count("▲ Leads") == 1
    assert "Tie" not in wall(session)


async def test_somebodys_own_words_stand_in_quotation_marks(session):
    words = "what would have to be true for you to say yes"
    heard = session.stage.hearing.hear(session.stage.played(session.live.room.now), words)
    await do(session, lambda room: leading.play(session.stage, room, str(heard.readings[0].entry)))
    assert f"“{words}”" in wall(session)
    assert f"“{words}”" in told(session)


# --- side by side


async def side_by_side(session, *compared: int) -> tuple[str, tuple[Column, ...]]:
    for number in compared:
        session.stage.debrief_now(session.live.room.branches[number])
    await do(session, lambda room: rules.compare(room, compared))
    return wall(session), for_projector(session.live.room, session.stage).compared


async def test_two_finished_talks_are_told_by_where_they_part_and_how_they_came_out(session):
    await said(session, 3)
    await to_its_end(session, 0)
    await do(session, lambda room: rules.fork(room, 1))
    await to_its_end(session, 1)
    page, columns = await side_by_side(session, 0, 1)
    for column, branch in zip(columns, session.live.room.branches, strict=True):
        lines = [line for line in session.stage.lines(branch) if line.turn == 2]
        assert column.said == next(line.text for line in lines if line.speaker == "you")
        assert column.answered == next(line.text for line in lines if line.speaker == "boss")
        assert f"… {len(branch.entries) - 2} more lines …" in page
        assert session.stage.ended(branch).title in page
        assert len(column.curve) == len(branch.entries) + 1
    assert "chance of a yes<" not in page  # nothing goes on from here


async def test_talks_that_go_on_are_told_as_not_at_their_end_with_their_chance(session):
    await said(session, 0, 0)
    await do(session, lambda room: rules.fork(room, 1))
    page, (first, second) = await side_by_side(session, 0, 1)
    assert page.count("Not at its end yet: ") == 2
    assert (second.said, second.answered, second.more) == ("", "", 0)
    assert "Nothing was said here yet." in page
    assert "more line" not in page
    assert first.name in page


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ((0.5, 0.9), (0.5, 0.9)),
        ((0.5,), (0.5,)),
        ((0.5,) * 40, (0.5,) * 41),
        ((0.5,) * 41, (0.5,) * 40),
        ((0.5, 0.9), (0.5, 0.1)),
    ],
    ids=["at the end", "at the beginning", "a line apart", "a line apart the other way", "far apart"],
)
def test_the_numbers_of_two_curves_never_cover_one_another_and_stay_in_the_picture(one, other):
    column = Column(1, 0, "A", "B", 1, "", one)
    shown = parts.curves((column, replace(column, number=2, curve=other)))
    (x, y), (x2, y2) = (map(float, at) for at in re.findall(r'cx="([\d.]+)%" cy="([\d.]+)%"', shown))
    assert abs(x - x2) >= 4 or abs(y - y2) >= 30
    assert all(0 <= each <= 100 for each in (x, y, x2, y2))


def test_curves_that_are_not_there_yet_leave_their_place_to_a_sentence():
    one = Column(1, 0, "A", "B", 1, "", ())
    neither = parts.curves((one, replace(one, number=2)))
    assert "It is being worked out." in neither
    assert "polyline" not in neither
    just_one = parts.curves((one, replace(one, number=2, curve=(0.5,))))
    assert just_one.count("<polyline") == just_one.count("<circle") == 1


def test_what_authors_wrote_is_text_on_the_wall():
    column = Column(1, 0, "<b>x", "<script>", 1, "Agreed: <i>", (0.5, 0.9))
    shown = projector._sides((column, column))
    assert all(escape(text) in shown for text in ("<b>x", "<script>", "Agreed: <i>"))
    assert "<script" not in shown
