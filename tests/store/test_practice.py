"""The plan, the drill, the progress and the log as the journal holds them."""

from __future__ import annotations

import datetime as dt
import re
import stat
from typing import TYPE_CHECKING

import pytest

from rehearse.coaching.between.after import Log
from rehearse.coaching.between.drill import MINUTES
from rehearse.coaching.between.plan import STEP
from rehearse.coaching.between.plan_done import FEWEST_LINES
from rehearse.coaching.prep.values import Own
from rehearse.engine import Entry
from rehearse.loading.library import Library, load_library
from rehearse.model.brief import Boss, Brief
from rehearse.store import clock
from rehearse.store.drilling import DrillSession
from rehearse.store.journal import Journal
from rehearse.store.logs import Noting, export_mail, forget_logs, log_now, logs, save_log
from rehearse.store.own_words import save_own
from rehearse.store.places import exports_folder, journal_path
from rehearse.store.planned import calendar_of, export_calendar, mark_done, practices, today_now
from rehearse.store.practice import drilled, intentions, newest_intention, usual_boss
from rehearse.store.progress import progress_now
from rehearse.store.session import Session, UnknownContent
from rehearse.store.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rehearse.store.planned import Today

TODAY = clock.today()
DAY = dt.timedelta(days=1)
BRIEF = Brief(boss=Boss(name="Karen Holt", persona="controlling", mixed_with="sociable"), date=TODAY + 20 * DAY)
STAMP = dt.datetime(2026, 3, 2, 9, 30, tzinfo=dt.UTC)
WORDS = "I'd like to understand it first."


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library()


@pytest.fixture
def journal() -> Iterator[Journal]:
    book = Journal.open()
    yield book
    book.close()


def rehearse(
    library: Library,
    journal: Journal,
    *,
    persona: str = "controlling",
    level: str = "everyday",
    lines: int = 5,
    typed: int = 0,
) -> Session:
    session = Session.begin(
        library, journal, scenario="one-day-a-week", persona=persona, level=level, seed=1, feedback="later"
    )
    for number in range(lines):
        if not session.over:
            choice = session.choices()[0].id
            session.say(Entry.of_choice(choice, WORDS) if number < typed else choice)
    return session


def today(library: Library, journal: Journal, brief: Brief = BRIEF, day: dt.date = TODAY, **settings: str) -> Today:
    return today_now(library, journal, brief, Settings(**settings), day)  # type: ignore[arg-type]


def done(found: Today) -> list[str]:
    return [each.step.id for each in found.plan.done] if found.plan else []


# --- the plan


def test_without_a_date_there_is_no_plan(library: Library, journal: Journal) -> None:
    found = today(library, journal, Brief())
    assert (found.stage, found.plan, found.now) == ("no-date", None, None)


def test_a_new_plan_begins_today_with_the_boss_of_the_brief(library: Library, journal: Journal) -> None:
    found = today(library, journal, scenario="summoned-three-days")
    assert found.stage == "on"
    assert len(found.sittings) == 9
    now = found.now
    assert now is not None
    assert (now.boss, now.boss_name, now.scenario, now.level) == (
        "controlling+sociable",
        "Karen Holt",
        "summoned-three-days",
        "patient",
    )
    other = next(each for each in found.sittings if each.step.other)
    assert (other.boss, other.boss_name) == ("sociable", library.personas["sociable"].name)
    assert found.sittings[-2].level == "tough"


def test_every_session_names_a_command_that_there_is(library: Library, journal: Journal) -> None:
    commands = {each.step.id: each.command for each in today(library, journal).sittings}
    assert commands["first"] == "rehearse play one-day-a-week --boss controlling+sociable --level patient --mode guided"
    assert commands["real"].endswith("--level everyday --mode real --time 60")
    assert commands["drill"] == "rehearse drill --boss controlling+sociable"
    assert commands["page"] == "rehearse prep"


def test_a_rehearsal_counts_and_a_few_lines_do_not(library: Library, journal: Journal) -> None:
    rehearse(library, journal, lines=FEWEST_LINES - 1)
    assert done(today(library, journal)) == []
    session = rehearse(library, journal, lines=FEWEST_LINES)
    found = today(library, journal)
    assert done(found) == ["first"]
    assert found.stage == "free"
    assert found.now is None
    session.fork(FEWEST_LINES - 1)
    assert len([each for each in practices(library, journal) if each.kind == "talk"]) == 1


def test_what_was_typed_and_how_hard_it_was_decide_what_it_counts_for(library: Library, journal: Journal) -> None:
    rehearse(library, journal, typed=5)
    rehearse(library, journal, level="tough")
    rehearse(library, journal, persona="sociable")
    assert set(done(today(library, journal))) == {"recall", "tough", "other"}


def test_whoever_begins_in_their_own_words_is_not_sent_back_to_a_first_run(library: Library, journal: Journal) -> None:
    rehearse(library, journal, typed=5)
    assert "first" not in [each.step.id for each in today(library, journal).sittings]


def test_enough_answers_on_one_day_are_a_drill(library: Library, journal: Journal) -> None:
    for number in range(FEWEST_LINES):
        assert done(today(library, journal)) == []
        journal.note("drill", {"persona": "controlling", "concern": "reach", "move": "x", "good": number > 1})
    assert done(today(library, journal)) == ["drill"]


def test_a_session_can_be_marked_as_done(library: Library, journal: Journal) -> None:
    mark_done(journal, STEP["page"])
    journal.note("plan", {"step": "nonsense"})
    assert done(today(library, journal)) == ["page"]


def test_the_day_itself_and_what_comes_after_it(library: Library, journal: Journal) -> None:
    assert BRIEF.date is not None
    assert today(library, journal, day=BRIEF.date).stage == "day"
    assert today(library, journal, day=BRIEF.date + DAY).stage == "past"
    save_log(journal, Log(BRIEF.date, "controlling", "trial"))
    assert today(library, journal, day=BRIEF.date + DAY).stage == "over"


def test_a_next_talk_that_is_noted_is_the_next_day_to_prepare_for(library: Library, journal: Journal) -> None:
    rehearse(library, journal)
    save_log(journal, Log(TODAY, "controlling", "trial", next_talk=f"{TODAY + 30 * DAY}, after the launch"))
    found = today(library, journal, Brief(date=TODAY), day=TODAY + DAY)
    assert found.next_talk
    assert found.plan is not None
    assert found.plan.meeting == TODAY + 30 * DAY
    assert done(found) == []
    assert "first" not in [each.step.id for each in found.sittings]


def test_the_newest_if_then_plan_goes_along(library: Library, journal: Journal) -> None:
    for then in ("One.", "Two."):
        journal.note("goal", {"if": "They say no.", "then": then, "concern": "reach", "move": "x"})
    journal.note("goal", {"if": "?", "then": "Three.", "concern": "", "move": ""})
    journal.note("goal", {"then": 5})
    found = today(library, journal).intention
    assert found is not None
    assert found.then == "Three."
    assert intentions(journal)["reach"].then == "Two."
    assert newest_intention(journal) == found


def test_nobody_to_practise_with_is_said_in_a_sentence(library: Library, journal: Journal) -> None:
    empty = Library(rules=library.rules)
    with pytest.raises(UnknownContent, match="There is no boss to practise with"):
        usual_boss(empty, journal, Brief())
    assert usual_boss(library, journal, Brief(), "sociable") == "sociable"
    assert usual_boss(library, journal, BRIEF, "sociable") == "controlling+sociable"
    gone = Brief(boss=Boss(persona="somebody-else"))
    rehearse(library, journal, persona="old-school")
    assert usual_boss(library, journal, gone) == "old-school"


# --- the calendar


def unfolded(text: str) -> str:
    return text.replace("\r\n ", "")


def test_the_calendar_names_nobody_unless_it_is_asked_to(library: Library, journal: Journal) -> None:
    found = today(library, journal)
    quiet, loud = (unfolded(calendar_of(found, journal, STAMP, names=names)) for names in (False, True))
    assert quiet.count("BEGIN:VEVENT") == loud.count("BEGIN:VEVENT") == 9
    for name in ("Karen", "Holt", "controlling", library.scenarios["one-day-a-week"].title):
        assert name not in quiet
    assert "Karen Holt" in loud
    assert "rehearse drill --boss controlling+sociable" in loud


def test_a_later_export_moves_the_entries_and_does_not_double_them(library: Library, journal: Journal) -> None:
    def entries(day: dt.date) -> dict[str, str]:
        text = calendar_of(today(library, journal, day=day), journal, STAMP)
        return dict(zip(re.findall(r"UID:(.*)\r", text), re.findall(r"DATE:(\d+)\r", text), strict=True))

    first, later = entries(TODAY), entries(TODAY + 5 * DAY)
    assert first.keys() == later.keys()
    assert first != later


def test_only_what_lies_ahead_is_in_the_calendar(library: Library, journal: Journal) -> None:
    rehearse(library, journal)
    assert calendar_of(today(library, journal), journal, STAMP).count("BEGIN:VEVENT") == 8
    assert calendar_of(today(library, journal, Brief()), journal, STAMP) == ""


def test_exports_are_for_the_owner_alone_and_overwrite_nothing() -> None:
    paths = [export_calendar("BEGIN", TODAY)[0] for _ in range(2)] + [export_mail("Text", TODAY)[0] for _ in range(2)]
    assert len(set(paths)) == 4
    for path in paths:
        assert path is not None
        assert path.parent == exports_folder()
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    first = paths[0]
    assert first is not None
    assert export_calendar("BEGIN", TODAY, first) == (
        None,
        f"'{first}' is there already; nothing was written. Choose another name.",
    )
    assert "could not be written" in export_calendar("x", TODAY, first / "below")[1]


# --- the drill


def test_every_answer_is_in_the_journal_before_its_verdict_is_told(library: Library, journal: Journal) -> None:
    session = DrillSession.begin(library, journal, BRIEF, "controlling+sociable")
    objection = session.current
    assert objection is not None
    told = session.answer(Entry.of_move("accuse", "You never trust me."))
    other = Journal.open()
    (kept,) = drilled(other)
    other.close()
    assert (kept.persona, kept.concern, kept.line) == ("controlling+sociable", objection.concern.id, objection.line)
    assert (kept.move, kept.good, kept.said) == ("accuse", told.good, "You never trust me.")
    assert stat.S_IMODE(journal_path().stat().st_mode) == 0o600


def test_what_could_not_be_read_is_not_held_against_anybody_and_passing_counts(
    library: Library, journal: Journal
) -> None:
    session = DrillSession.begin(library, journal, BRIEF, "controlling")
    session.answer(Entry.not_followed("Banana."))
    assert drilled(journal) == ()
    session.answer(Entry.not_followed(""))
    assert [each.good for each in drilled(journal)] == [False]


def test_what_went_badly_comes_first_in_the_next_drill(library: Library, journal: Journal) -> None:
    first = DrillSession.begin(library, journal, BRIEF, "controlling")
    for _ in range(2):
        assert first.current is not None
        good = first.judge.planning.answering(first.current.concern)[0]
        first.answer(Entry.of_move(good, "Well said."))
    poor = first.current
    assert poor is not None
    first.answer(Entry.of_move("refuse-flatly", "No."))
    again = DrillSession.begin(library, journal, BRIEF, "controlling")
    assert again.current is not None
    assert (again.current.concern.id, again.current.line) == (poor.concern.id, poor.line)
    assert all(not each.due for each in again.drill.waiting[-2:])


def test_five_minutes_are_enough(library: Library, journal: Journal) -> None:
    now = [100.0]
    session = DrillSession.begin(library, journal, BRIEF, "controlling", seconds=lambda: now[0])
    assert (session.minutes_left, session.over) == (MINUTES, False)
    now[0] += 61
    assert session.minutes_left == MINUTES - 1
    now[0] += MINUTES * 60
    assert (session.minutes_left, session.over) == (0, False)  # the one that was put is answered
    session.answer(Entry.not_followed(""))
    assert session.over


def test_ones_own_words_come_first_among_the_lines_that_would_do(library: Library, journal: Journal) -> None:
    session = DrillSession.begin(library, journal, BRIEF, "controlling")
    assert session.current is not None
    concern = session.current.concern
    move = session.judge.planning.answering(concern)[0]
    session.answer(Entry.of_move(move, "My own good line."))
    again = DrillSession.begin(library, journal, BRIEF, "controlling")
    while again.current is not None and again.current.concern != concern:
        again.answer(Entry.not_followed(""))
    better = again.answer(Entry.not_followed("")).feedback.better
    assert better is not None
    assert better.say == "My own good line."
    save_own({f"then.{concern.id}": Own("As on my page.")})
    page = DrillSession.begin(library, journal, BRIEF, "controlling")
    while page.current is not None and page.current.concern != concern:
        page.answer(Entry.not_followed(""))
    better = page.answer(Entry.not_followed("")).feedback.better
    assert better is not None
    assert better.say == "As on my page."


def test_typed_words_are_heard_as_a_move_a_question_or_nothing(library: Library, journal: Journal) -> None:
    session = DrillSession.begin(library, journal, BRIEF, "controlling")
    sure = session.hear("I will send you an email every Friday with what is done and what comes next.")
    assert sure.outcome == "sure"
    assert sure.readings[0].entry.move == "offer-regular-update"
    assert not sure.readings[0].off_script
    risky = session.hear("You never trust anybody, that is the problem with you.")
    assert risky.outcome == "confirm"
    assert session.hear("Rhubarb, rhubarb.").outcome == "nothing"
    assert session.hear("  ").outcome == "nothing"


# --- progress


def test_the_progress_is_read_from_the_journal(library: Library, journal: Journal) -> None:
    session = rehearse(library, journal, lines=60, typed=60)
    assert session.over
    rehearse(library, journal, persona="sociable", lines=60)
    journal.note("drill", {"persona": "controlling", "concern": "reach", "move": "promise-reachability", "good": True})
    found = progress_now(library, journal, BRIEF, "controlling")
    assert found.name == "Karen Holt"
    assert [each.own_words for each in found.results] == [True, False]
    assert sum(len(row.met) for row in found.concerns) >= 1
    with pytest.raises(UnknownContent):
        progress_now(library, journal, BRIEF, "controling")


# --- the log


def test_of_each_meeting_the_newest_log_counts_and_takes_the_others_place(journal: Journal) -> None:
    for result in ("refused", "trial"):
        assert save_log(journal, Log(TODAY, "controlling", result)) == ""
    save_log(journal, Log(TODAY - DAY, "controlling", "deferred"))
    assert [(log.day, log.result) for log in logs(journal)] == [(TODAY - DAY, "deferred"), (TODAY, "trial")]
    assert len(journal.notes("log")) == 2
    assert forget_logs(journal) == 2
    assert logs(journal) == ()


def test_a_log_that_is_too_long_is_refused_with_a_sentence(journal: Journal) -> None:
    assert "2000 signs" in save_log(journal, Log(TODAY, i_said="x" * 2001))
    assert logs(journal) == ()


def test_the_log_to_write_in_is_that_of_the_meeting_once_its_day_has_come(journal: Journal) -> None:
    past = Brief(date=TODAY - DAY)
    assert log_now(journal, past, "a", TODAY) == Log(TODAY - DAY, boss="a")
    assert log_now(journal, Brief(date=TODAY + DAY), "a", TODAY) == Log(TODAY, boss="a")
    older = Log(TODAY - 9 * DAY, "a", "trial")
    save_log(journal, older)
    assert log_now(journal, past, "a", TODAY) == Log(TODAY - DAY, boss="a")
    assert log_now(journal, Brief(date=TODAY + DAY), "a", TODAY) == older
    newer = Log(TODAY, "a", "agreed")
    save_log(journal, newer)
    assert log_now(journal, past, "a", TODAY) == newer


def test_every_answer_is_kept_at_once_and_another_day_moves_the_log(library: Library, journal: Journal) -> None:
    noting = Noting.open(library, journal, BRIEF, "", TODAY)
    assert noting.take("result", "2") == ""
    assert noting.take("concerns", "1, 4") == ""
    assert noting.take("day", "2026-03-17") == ""
    assert noting.take("day", "soon").endswith(".")
    (kept,) = logs(journal)
    assert kept == noting.log
    assert (kept.day, kept.result, len(kept.concerns)) == (dt.date(2026, 3, 17), "trial", 2)
    assert "Hello Karen," in noting.mail().body
    noting.forget()
    assert logs(journal) == ()
    assert noting.log.is_empty


def test_a_log_of_a_boss_who_is_not_there_any_more_can_still_be_read(library: Library, journal: Journal) -> None:
    save_log(journal, Log(TODAY, "somebody-else", "trial", concerns=("reach",)))
    noting = Noting.open(library, journal, BRIEF, "", TODAY)
    assert noting.boss.id == "controlling+sociable"
    assert noting.beside().result == "trial"


def test_forgetting_everything_leaves_nothing_of_all_this(library: Library, journal: Journal) -> None:
    mark_done(journal, STEP["page"])
    save_log(journal, Log(TODAY, "controlling", "trial"))
    calendar_of(today(library, journal, day=TODAY + DAY), journal, STAMP)
    for note in journal.notes():
        journal.forget_note(note.id)
    assert journal.notes() == ()
