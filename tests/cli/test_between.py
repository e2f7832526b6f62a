"""Today, drill, progress and log as a person runs them: each in a process of its own."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import unicodedata
from typing import TYPE_CHECKING, Any

import pytest

from rehearse.cli.commands import run
from rehearse.model.brief import Ask, Boss, Brief
from rehearse.store.brief import save_brief
from rehearse.store.journal import Journal
from rehearse.store.session import new_seed
from tests.processes import run_forked

if TYPE_CHECKING:
    import subprocess
    from pathlib import Path

MEETING = dt.date(2026, 3, 17)
UPDATE = "I will send you an email every Friday with what is done and what comes next."
BLAME = "You never trust anybody, that is the problem with you."
UNSEEN = "\x1b[31mred\x1b]0;owned\x07 \u202eturned\u202c \x9b2J"


class Person:
    """Somebody with a data folder of their own."""

    def __init__(self, folder: Path) -> None:
        self.home = folder / "home"
        self.home.mkdir()
        self.env = {**os.environ, "REHEARSE_HOME": str(self.home), "PYTHONWARNINGS": "error", "PYTHONUTF8": "1"}

    def __call__(self, *arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
        finished = run_forked(*arguments, given=given, env=self.env)
        assert "Traceback" not in finished.stderr
        shown = set(finished.stdout) - set("\n\r")
        assert not {sign for sign in shown if unicodedata.category(sign) in {"Cc", "Cs"}}, "signs that move the cursor"
        assert not shown & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
        return finished

    def tell(self, **more: Any) -> None:
        """Write a brief."""
        brief = Brief(
            boss=Boss(name="Karen Holt", persona="controlling"), date=MEETING, ask=Ask(ideal="Two days"), **more
        )
        assert save_brief(brief, self.home / "brief.yaml") == ""

    def notes(self, kind: str) -> list[dict[str, Any]]:
        journal = Journal.open(self.home / "journal.db")
        found = [dict(note.data) for note in journal.notes(kind)]
        journal.close()
        return found


@pytest.fixture
def person(tmp_path: Path) -> Person:
    return Person(tmp_path)


def lines_of(finished: subprocess.CompletedProcess[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in finished.stdout.splitlines()]


# --- today


def test_today_says_that_no_day_is_told_yet(person: Person) -> None:
    said = person("today")
    assert said.returncode == 0
    assert "The day of your meeting is not told yet." in said.stdout
    assert json.loads(person("today", "--json").stdout)["stage"] == "no-date"


def test_today_says_what_is_on_and_the_way_to_the_meeting(person: Person) -> None:
    person.tell()
    said = person("today", "--plain", "--on", "2026-03-01")
    assert "Your meeting: Tuesday 17 March" in said.stdout
    assert "in 16 days" in said.stdout
    assert "Today, 1 of 9: A first run." in said.stdout
    assert re.search(r"▸ today +A first run", said.stdout)
    assert re.search(r"· Mon 16 Mar +The page, aloud", said.stdout)
    assert re.search(r"Tue 17 Mar +The meeting", said.stdout)
    assert "To begin: rehearse play" in said.stdout


def test_today_as_data_holds_every_session(person: Person) -> None:
    person.tell()
    data = json.loads(person("today", "--json", "--on", "2026-03-01").stdout)
    assert (data["stage"], data["meeting"], data["days_left"]) == ("on", "2026-03-17", 16)
    days = [session["date"] for session in data["sessions"]]
    assert days == sorted(set(days))
    assert (days[0], days[-1], len(days)) == ("2026-03-01", "2026-03-16", 9)
    assert data["now"]["step"] == "first"
    assert all(session["command"].startswith("rehearse ") for session in data["sessions"])


@pytest.mark.parametrize(
    ("on", "said"), [("2026-03-17", "Today, 1 of 1: The page, aloud."), ("2026-03-18", "rehearse log")]
)
def test_today_on_the_day_and_after_it(person: Person, on: str, said: str) -> None:
    person.tell()
    assert said in person("today", "--on", on).stdout


def test_what_was_done_in_another_way_can_be_noted(person: Person) -> None:
    today = dt.datetime.now().astimezone().date()
    save_brief(Brief(date=today + dt.timedelta(days=20)), person.home / "brief.yaml")
    said = person("today", "--done")
    assert re.search(r"✓ today +A first run", said.stdout)
    assert person.notes("plan") == [{"step": "first"}]
    assert "Nothing is on today. Next: in your own words" in said.stdout


def test_the_calendar_goes_to_a_file_or_to_standard_output_and_nothing_is_overwritten(person: Person) -> None:
    person.tell()
    target = person.home / "plan.ics"
    first = person("today", "--on", "2026-03-01", "--ics", str(target))
    assert first.returncode == 0
    raw = target.read_bytes()
    assert raw.startswith(b"BEGIN:VCALENDAR\r\n")
    assert raw.count(b"\r\n") == raw.count(b"\n")
    assert raw.count(b"BEGIN:VEVENT") == 9
    assert b"Karen" not in raw
    again = person("today", "--on", "2026-03-01", "--ics", str(target))
    assert again.returncode == 2
    assert "is there already" in again.stderr
    named = person("today", "--on", "2026-03-01", "--ics", "-", "--names")
    assert "Karen Holt" in named.stdout.replace("\n ", "")
    person("today", "--on", "2026-03-01", "--ics")
    assert [path.suffix for path in (person.home / "exports").iterdir()] == [".ics"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("today", "--on", "soon"), "'soon' is no date"),
        (("today", "--names"), "--names goes with --ics"),
        (("today", "--ics", "-", "--json"), "--ics goes with neither"),
        (("today", "--ics", "-"), "There is no session ahead"),
        (("today", "--done"), "There is no session ahead"),
        (("drill",), "needs a terminal"),
        (("drill", "--json"), "--json goes with --plain"),
        (("drill", "--plain", "--boss", "controling"), "Did you mean 'controlling'?"),
        (("progress", "--boss", "controling"), "Did you mean 'controlling'?"),
        (("log",), "needs a terminal"),
        (("log", "--show", "--mail"), "exclude one another"),
        (("log", "--yes"), "--yes goes with --forget"),
        (("log", "--show", "-o", "x"), "--output goes with --mail"),
    ],
)
def test_wrong_arguments_get_a_sentence_and_status_2(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], said: str
) -> None:
    assert run(list(arguments)) == 2
    assert said in " ".join(capsys.readouterr().err.split())


# --- drill


def test_a_drill_on_plain_lines_reads_asks_judges_and_ends_with_two_sentences(person: Person) -> None:
    person.tell()
    finished = person(
        "drill", "--plain", given=f"{UPDATE}\n{BLAME}\nno\n{BLAME}\nyes\nRhubarb, rhubarb.\n/skip\n/quit\n"
    )
    assert finished.returncode == 0
    said = " ".join(finished.stdout.split())
    for text in (
        "Drill with Karen Holt.",
        "This is the worry underneath.",
        "(read as: Offer a regular update)",
        "Is that what you meant: “Accuse them”? Answer with yes or no.",
        "(read as: Accuse them)",
        "▼ costly",
        "Rule: ",
        "A stronger line: “",
        "(not understood)",
        "You passed on this one.",
        "comes back first the next time.",
    ):
        assert text in said, text
    notes = person.notes("drill")
    assert [note["move"] for note in notes] == ["offer-regular-update", "accuse", ""]
    assert not any(note["good"] for note in notes[1:])


def test_a_drill_as_lines_of_json(person: Person) -> None:
    told = lines_of(person("drill", "--plain", "--json", "--boss", "sociable", given=f"{UPDATE}\n/help\n/quit\n"))
    assert [line["type"] for line in told] == ["begin", "objection", "heard", "told", "objection", "notice", "end"]
    assert told[0]["boss"] == "sociable"
    assert told[2]["readings"][0]["move"] == "offer-regular-update"
    assert told[3]["feedback"]["verdict"] in {"strong", "fair", "weak", "costly"}
    assert len(told[-1]["sentences"]) == 2


def test_ten_objections_are_enough_and_whatever_is_typed_is_borne(person: Person) -> None:
    given = "\n".join([UNSEEN, "/what", "5", "0", *["/skip"] * 30, "x" * 20_000]) + "\n"
    told = lines_of(person("drill", "--plain", "--json", "--boss", "controlling", given=given))
    assert sum(line["type"] == "told" for line in told) <= 10
    assert told[-1]["type"] == "end"


def test_a_drill_that_is_never_answered_ends_too(person: Person) -> None:
    assert "Nothing was answered this time." in person("drill", "--plain").stdout


# --- progress


def test_progress_begins_with_nothing_and_then_shows_what_happened(person: Person) -> None:
    assert "Nothing yet" in person("progress").stdout
    person.tell()
    answers = "1\n" * 60
    seed = str(new_seed())
    person("play", "one-day-a-week", "--boss", "controlling", "--plain", "--json", "--seed", seed, given=answers)
    person("drill", "--plain", given=f"{UPDATE}\n{UPDATE}\n/quit\n")
    said = person("progress").stdout
    for text in ("How your rehearsals ended", "What worries Karen Holt", "Still unproven", "Offer a regular update"):
        assert text in said
    assert "○" in said
    data = json.loads(person("progress", "--json").stdout)
    assert len(data["results"]) == 1
    assert {each["id"] for each in data["concerns"]} == {"visibility", "reach", "answerable"}
    assert all(0 <= each["well"] <= each["used"] for each in data["moves"])
    assert data["unproven"]


# --- log


def test_the_log_is_asked_kept_shown_mailed_and_forgotten(person: Person) -> None:
    person.tell()
    given = f"2026-03-17\n7\n2\nFridays at home; a page on Mondays\n1\n{UNSEEN}\n/what\nI said\nthat\n30 April\n"
    asked = person("log", "--plain", given=given)
    assert "8/8 The next talk" in asked.stdout
    assert "Answer with a number from 1 to 6." in asked.stdout
    (note,) = person.notes("log")
    assert (note["day"], note["result"], note["agreed"]) == (
        "2026-03-17",
        "trial",
        "Fridays at home\na page on Mondays",
    )
    assert note["concerns"] == ["visibility"]
    assert re.fullmatch(r"\d{4}-04-30", note["next_talk"])
    shown = person("log", "--show").stdout
    for text in ("A trial", "within your range", "What now", "AC-28", "LP-07"):
        assert text in shown
    mail = person("log", "--mail").stdout
    assert mail.startswith("Our talk on Tuesday, 17 March\n\nHello Karen,\n")
    assert "- a page on Mondays" in mail
    assert "I said" not in mail
    target = person.home / "mail.txt"
    person("log", "--mail", "-o", str(target))
    assert target.read_text(encoding="utf-8") == mail
    assert person("log", "--forget", given="n\n").returncode == 0
    assert person.notes("log")
    assert "Deleted" in person("log", "--forget", "--yes").stdout
    assert person.notes("log") == []
    assert "Nothing is noted." in person("log", "--forget", "--yes").stdout


def test_a_log_can_be_left_and_gone_on_with(person: Person) -> None:
    person.tell()
    person("log", "--plain", given="\n3\n/back\n/quit\n")
    (note,) = person.notes("log")
    assert note["result"] == "partial"
    again = person("log", "--plain", given="\n-\n/quit\n")
    assert "now: a part of it" in again.stdout
    assert person.notes("log")[0]["result"] == ""
    assert json.loads(person("log", "--json").stdout)["log"] is None


def test_everything_personal_is_gone_with_journal_forget_all(person: Person) -> None:
    person.tell()
    person("log", "--plain", given="\n3\n/quit\n")
    person("drill", "--plain", given=f"{UPDATE}\n/quit\n")
    person("today", "--on", "2026-03-01", "--ics", "-")
    assert person("journal", "--forget", "all", "--yes").returncode == 0
    assert [person.notes(kind) for kind in ("log", "drill", "calendar", "plan")] == [[], [], [], []]
