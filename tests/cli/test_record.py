"""``rehearse record``: a rehearsal from the journal becomes a test that holds, in a file whose rest stays as it is."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from rehearse.authoring.tests.recorded import CannotRecord, appended
from rehearse.cli.commands import run
from rehearse.engine import Entry
from rehearse.loading.library import load_library
from rehearse.loading.tests import meeting_tests_in
from rehearse.store.brief import save_brief
from rehearse.store.journal import Journal
from rehearse.store.session import Session

ROOT = Path(__file__).resolve().parents[2]
LINES = ("sorry", "some-give", "hard-year", "dated", "said-aloud")
TYPED = Entry.of_choice("trip", "How was your trip to Ghent?")


@pytest.fixture(scope="module")
def library():
    return load_library()


@pytest.fixture
def journal():
    book = Journal.open()
    yield book
    book.close()


@pytest.fixture
def rehearsed(library, journal):
    """Plays these lines, and gives the rehearsal's id."""

    def play(*lines, persona: str = "controlling") -> str:
        settings = {"scenario": "one-day-a-week", "persona": persona, "level": "everyday", "feedback": "later"}
        session = Session.begin(library, journal, seed=3, **settings)
        for line in lines:
            session.say(line)
        return session.record.id

    return play


@pytest.fixture
def file(tmp_path):
    return tmp_path / "mine.tests.yaml"


def recorded(file, *options: str, status: int = 0) -> str:
    assert run(["record", *options, "--into", str(file)]) == status
    return file.read_text() if file.exists() else ""


def test_the_newest_one_that_ended_becomes_a_test_that_holds(rehearsed, file, capsys):
    rehearsed(*LINES, persona="old-school")
    rehearsed(*LINES)
    rehearsed("frame")
    text = recorded(file)
    assert "scenario: one-day-a-week\ntests:\n  - name: " in text
    assert "given: {persona: controlling, level: everyday, seed: 3}" in text
    assert "".join(f"      - {line}\n" for line in LINES) in text
    assert text.endswith("    expect: {ending: ruptured, node: ruptured}\n")
    assert "Run it: rehearse test" in capsys.readouterr().out
    assert run(["test", str(file)]) == 0


def test_one_that_has_not_ended_is_recorded_where_it_is_named(rehearsed, file):
    name = rehearsed("frame")
    assert "expect: {ending: none, node: again-this}" in recorded(file, name)
    assert run(["test", str(file)]) == 0


def test_each_step_tells_what_came_of_it_on_request(rehearsed, file):
    rehearsed(*LINES)
    text = recorded(file, "--every-step")
    assert re.search(r"- choose: sorry\n +expect: \{node: small-thing, meters: \{trust: \d, patience: \d\}", text)
    assert run(["test", str(file)]) == 0


def test_typed_words_stay_with_what_they_were_read_as_and_a_warning(rehearsed, file, capsys):
    rehearsed(TYPED, "apart", Entry.of_move("threaten-to-leave", "Then I quit, I will leave."))
    name = rehearsed(TYPED, "apart", Entry.not_followed("Xyzzy."), Entry.of_choice("formally", "About that parrot."))
    text = recorded(file, name)
    assert 'say: "How was your trip to Ghent?"\n        expect: {heard_as: trip}' in text
    assert 'say: "Xyzzy."\n        expect: {heard_as: nothing}' in text
    assert 'say: "About that parrot."\n        meant: formally' in text  # it was put right by the person
    assert "words of your own, from turns 1, 3, 4" in capsys.readouterr().err
    assert run(["test", str(file)]) == 0


def test_words_can_be_left_out(rehearsed, file, capsys):
    leaving = Entry.of_move("threaten-to-leave", "Then I quit, I will leave.")
    text = recorded(file, rehearsed(TYPED, "apart", leaving, Entry.not_followed("Xyzzy.")), "--no-words")
    assert "Ghent" not in text
    assert "quit" not in text
    assert "Xyzzy" not in text
    assert "- trip\n" in text
    assert "- move: threaten-to-leave\n" in text
    assert capsys.readouterr().err == ""
    assert run(["test", str(file)]) == 0


def test_something_of_the_brief_in_typed_words_is_pointed_out(rehearsed, file, capsys):
    from rehearse.model.brief import Brief

    save_brief(Brief.model_validate({"company": "Zephyr Works"}))
    recorded(file, rehearsed(TYPED, "apart", Entry.not_followed("At Zephyr Works, blah.")))
    assert "Something of your brief seems to stand in turn 2." not in (err := capsys.readouterr().err)
    assert "Something of your brief seems to stand in turn 3." in err


def test_nothing_of_the_brief_gets_into_the_file_by_itself(rehearsed, file):
    from rehearse.model.brief import Brief

    save_brief(Brief.model_validate({"company": "Zephyr Works", "colleague": "Odalys", "boss": "Quennell"}))
    text = recorded(file, rehearsed(*LINES), "--every-step")
    assert not any(word in text for word in ("Zephyr", "Odalys", "Quennell"))


@pytest.mark.parametrize(
    "before",
    [
        "# Mine.\nscenario: one-day-a-week\n\n# All.\ntests:\n  # first\n  - name: one   # so\n    steps: [frame]\n",
        "scenario: one-day-a-week\ntests:\n- name: one\n  steps:\n  - frame\n\n\n",
        "tests:\n    - name: one\n      steps: [frame]\n\n# what it is about\nscenario: one-day-a-week\n",
        "tests:\n  -\n    name: one\n    steps: [frame]\nscenario: one-day-a-week\ngiven: {seed: 4}",
        "scenario: one-day-a-week\r\ntests:\r\n  - name: one\r\n    steps: [frame]\r\n",
        "scenario: one-day-a-week\ntests: []\n",
        "# Nothing yet.\n",
        "",
    ],
)
def test_what_stands_in_the_file_stays_to_the_letter(file, before):
    raw, line = appended(file, before.encode(), "one-day-a-week", ("name: two", "steps:", "  - frame"))
    again, second = appended(file, raw, "one-day-a-week", ("name: three", "steps:", "  - frame"))
    after = again.decode()
    rest = iter(after.splitlines())
    assert all(kept in rest for kept in before.splitlines() if kept.strip() and kept != "tests: []")  # in this order
    assert ("\r\n" in after) == ("\r\n" in before)
    read, problems = meeting_tests_in(file, again)
    assert problems == ()
    assert read is not None
    assert [test.name for test in read.tests.tests][-2:] == ["two", "three"]
    assert after.splitlines()[second - 1].strip() == "- name: three"
    assert raw.decode().splitlines()[line - 1].strip() == "- name: two"


@pytest.mark.parametrize(
    ("before", "sentence"),
    [
        ("scenario: summoned-three-days\ntests: [{name: x}]\n", "holds tests of 'summoned-three-days'"),
        ("scenario: one-day-a-week\ntests: [{name: x}]\n", "begin each test with '- name:' on a line"),
        ("tests: [\n", "Nothing was added, since the file cannot be read"),
        ("\x00", "Nothing was added"),
    ],
)
def test_a_file_that_cannot_be_added_to_is_refused(file, before, sentence):
    with pytest.raises(CannotRecord, match=re.escape(sentence)):
        appended(file, before.encode(), "one-day-a-week", ("name: two",))


def test_a_file_that_cannot_be_added_to_stays_as_it_is(rehearsed, file, capsys):
    file.write_text("tests: [\n")
    rehearsed(*LINES)
    assert recorded(file, status=2) == "tests: [\n"
    assert "Nothing was added" in capsys.readouterr().err


def test_two_of_a_name_are_told_apart(rehearsed, file):
    rehearsed(*LINES)
    recorded(file, "--name", "One: 'so'")
    assert "\"One: 'so' (2)\"" in recorded(file, "--name", "One: 'so'")


def test_where_nothing_can_be_recorded_a_sentence_says_so(rehearsed, file, capsys):
    recorded(file, status=2)
    assert "No rehearsal has ended yet." in capsys.readouterr().err
    recorded(file, "nowhere", status=2)
    assert "There is no rehearsal 'nowhere'." in capsys.readouterr().err
    recorded(file, rehearsed(), status=2)
    assert "Nothing was said in this rehearsal." in capsys.readouterr().err
    assert not file.exists()


def test_one_of_a_pack_that_is_not_read_is_told_as_such(journal, file, capsys):
    meeting = {"scenario": "elsewhere", "persona": "controlling", "title": "T", "boss": "B", "content_hash": ""}
    record = journal.start(level="everyday", seed=1, feedback="now", choices=("a",), **meeting)
    recorded(file, record.id, status=2)
    assert "There is no scenario 'elsewhere'. If it belongs to a pack" in capsys.readouterr().err


def test_one_that_no_longer_fits_its_meeting_is_refused(rehearsed, journal, file, capsys):
    name = rehearsed("frame")
    journal.say(name, 2, "no-such-line")
    recorded(file, name, status=2)
    assert "'no-such-line' of turn 2 is no longer there" in capsys.readouterr().err


@pytest.fixture
def pack(tmp_path):
    """A pack with a meeting of one's own in it."""
    root = tmp_path / "pack"
    (root / "scenarios").mkdir(parents=True)
    return root


def test_one_of_a_shipped_meeting_goes_into_the_pack_that_one_is_in_and_holds_there(
    rehearsed, pack, monkeypatch, capsys
):
    rehearsed(*LINES)
    monkeypatch.chdir(pack / "scenarios")
    assert run(["record"]) == 0
    made = pack / "tests" / "one-day-a-week.tests.yaml"
    assert "scenario: one-day-a-week\ntests:\n" in made.read_text()
    assert f"Run it: rehearse test {made}" in capsys.readouterr().out
    assert run(["record", "--name", "Again"]) == 0
    assert run(["test", str(pack)]) == 0
    assert "2 tests, played 2 times" in capsys.readouterr().out


def test_outside_of_a_pack_one_of_a_shipped_meeting_needs_a_file_named(rehearsed, tmp_path, monkeypatch, capsys):
    rehearsed(*LINES)
    monkeypatch.chdir(tmp_path)
    assert run(["record"]) == 2
    assert "belongs to the program, and you are in no pack of your own. Name a file: --into" in capsys.readouterr().err
    assert list(tmp_path.rglob("*.tests.yaml")) == []


def test_nothing_is_ever_written_into_the_content_that_comes_with_the_program(rehearsed, tmp_path):
    program = tmp_path / "program"  # a checkout of its own, which looks like a pack
    for folder in ("rehearse", "scenarios", "personas", "advice"):
        shutil.copytree(ROOT / folder, program / folder, ignore=shutil.ignore_patterns("__pycache__"))
    (program / "tests").mkdir()
    before = {path: path.read_bytes() for path in program.rglob("*.yaml")}
    rehearsed(*LINES)
    script = (
        "import os, sys\nfrom rehearse.cli.commands import run\n"
        "for folder in ('.', 'scenarios', '../tests', '../rehearse/cli'):\n    os.chdir(folder)\n"
        "    assert run(['record']) == 2\n    assert run(['record', '--into', sys.argv[1]]) == 2\n"
    )
    inside = str(program / "scenarios" / "new.tests.yaml")
    env = {**os.environ, "PYTHONPATH": str(program), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [sys.executable, "-c", script, inside], cwd=program, env=env, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    assert done.stderr.count("belongs to the program, and you are in no pack") == 4
    assert done.stderr.count("belongs to the program, where nothing is written") == 4
    assert {path: path.read_bytes() for path in program.rglob("*.yaml")} == before


def test_the_test_goes_beside_a_scenario_of_ones_own_but_not_into_an_installed_pack(
    rehearsed, pack, tmp_path, monkeypatch, capsys
):
    shipped = load_library().origins["scenarios", "one-day-a-week"].document.path
    text = Path(shipped).read_text(encoding="utf-8")
    theirs = tmp_path / "rehearse-home" / "packs" / "theirs"
    (theirs / "scenarios").mkdir(parents=True)
    for root in (pack, theirs):
        (root / "scenarios" / "one-day-a-week.yaml").write_text(text)
    rehearsed(*LINES)
    monkeypatch.chdir(theirs)
    assert run(["record"]) == 2
    assert "belongs to an installed pack, and you are in none of your own. Name a" in capsys.readouterr().err
    monkeypatch.chdir(tmp_path)
    assert run(["record", "--pack", str(pack)]) == 0
    assert (pack / "scenarios" / "one-day-a-week.tests.yaml").is_file()


def test_a_meeting_of_the_pack_that_one_is_in_is_found_wherever_the_file_is_to_lie(
    journal, pack, tmp_path, monkeypatch, capsys
):
    shipped = Path(load_library().origins["scenarios", "one-day-a-week"].document.path).read_text(encoding="utf-8")
    (pack / "scenarios" / "mine.yaml").write_text(shipped.replace("id: one-day-a-week", "id: mine", 1))
    meeting = {"scenario": "mine", "persona": "controlling", "title": "T", "boss": "B", "content_hash": ""}
    name = journal.start(level="everyday", seed=1, feedback="now", choices=LINES, **meeting).id
    monkeypatch.chdir(pack)
    file = str(tmp_path / "elsewhere.tests.yaml")
    assert run(["record", name, "--into", file]) == 0
    (command,) = re.findall(r"^Run it: rehearse (.*)$", capsys.readouterr().out, re.MULTILINE)
    assert command == f"test {file} --pack ."
    assert run(command.split()) == 0
    assert "1 test, played 1 time" in capsys.readouterr().out
