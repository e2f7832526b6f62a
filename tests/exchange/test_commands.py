"""`rehearse export` and `rehearse import`: what they print, what they write, and what they refuse with a sentence."""

from __future__ import annotations

import pytest

from rehearse.cli.commands import run
from rehearse.loading.yaml_reader import read_yaml
from tests.exchange.test_ink import TALK as INK
from tests.exchange.test_twee_in import TALK as TWEE
from tests.exchange.test_yarn import TALK as YARN

STORIES = {"talk.ink": INK, "talk.yarn": YARN, "talk.twee": TWEE}


@pytest.fixture(autouse=True)
def _here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("name", STORIES)
def test_what_a_file_is_is_told_by_its_name(name, tmp_path, capsys):
    (tmp_path / name).write_text(STORIES[name])
    assert run(["import", name, "--output", "drafts.yaml"]) == 0
    shown = capsys.readouterr()
    assert shown.out == ""
    assert f"{name}:" in shown.err
    assert "Not carried over" in shown.err
    assert "Next: rehearse check drafts.yaml" in shown.err
    assert run(["check", "drafts.yaml"]) == 0
    assert "[todo]" in capsys.readouterr().out


def test_every_line_of_the_report_names_file_and_line(tmp_path, capsys):
    (tmp_path / "talk.ink").write_text(INK)
    run(["import", "ink", "talk.ink"])
    shown = capsys.readouterr()
    assert "talk.ink:11: condition: trust > 2\n" in shown.err
    assert read_yaml("draft", shown.out.encode()).data["id"] == "talk"


def test_the_id_is_the_one_asked_for_or_that_of_the_file_to_be_written(tmp_path, capsys):
    (tmp_path / "talk.ink").write_text(INK)
    run(["import", "talk.ink", "--id", "my-talk"])
    assert "\nid: my-talk\n" in capsys.readouterr().out
    run(["import", "talk.ink", "--output", "her-talk.yaml"])
    assert "\nid: her-talk\n" in (tmp_path / "her-talk.yaml").read_text()
    assert run(["import", "talk.ink", "--id", "My Talk"]) == 2


def test_a_file_that_is_there_is_not_overwritten(tmp_path, capsys):
    (tmp_path / "talk.ink").write_text(INK)
    (tmp_path / "talk.yaml").write_text("mine")
    assert run(["import", "talk.ink", "--output", "talk.yaml"]) == 2
    assert "is there already" in capsys.readouterr().err
    assert (tmp_path / "talk.yaml").read_text() == "mine"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["import", "talk.docx"], "'talk.docx' cannot be imported"),
        (["import", "twe"], "Did you mean 'twee'?"),
        (["import", "nowhere.ink"], "'nowhere.ink' cannot be read: No such file"),
        (["import", "ink", "."], "'.' is a folder"),
        (["import", "empty.yarn"], "There are no nodes in it"),
        (["import", "deep.ink"], "deep.ink:31: Options are nested more than 30 levels deep."),
        (["import", "strings", "table.csv"], "Name the pack"),
        (["import", "strings", "table.csv", "--into", "pack"], "table.csv: There is no column 'key'"),
        (["export", "twee", "one-day-a-wek"], "Did you mean 'one-day-a-week'?"),
        (["export", "twee", "one-day-a-week", "--boss", "socialbe"], "Did you mean 'sociable'?"),
        (["export", "strings", "one-day-a-week", "--language", "German"], "'German' is no language code"),
        (["export", "twee", "nowhere.yaml"], "There is no file 'nowhere.yaml'."),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(arguments, told, tmp_path, capsys):
    (tmp_path / "empty.yarn").write_text("")
    (tmp_path / "deep.ink").write_text("\n".join("*" * depth + " x" for depth in range(1, 40)))
    (tmp_path / "table.csv").write_text("a,b\n")
    assert run(arguments) == 2
    shown = capsys.readouterr()
    assert told in shown.err
    assert shown.out == ""


def test_a_meeting_goes_to_twine_and_comes_back(capsys):
    assert run(["export", "twee", "one-day-a-week", "--boss", "sociable", "--output", "one.twee"]) == 0
    assert "for other bosses" in capsys.readouterr().err
    assert run(["import", "one.twee", "--output", "one-day-a-week.yaml"]) == 0
    shown = capsys.readouterr().err
    assert "Not carried over" not in shown
    assert "guessed" not in shown


def test_a_table_goes_to_a_translator_and_comes_back(tmp_path, capsys):
    export = ["export", "strings", "one-day-a-week", "--language", "de", "--excel", "--semicolons"]
    assert run([*export, "--output", "de.csv"]) == 0
    assert "0 translated" in capsys.readouterr().err
    content = (tmp_path / "de.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbfkey;node;speaker;")
    rows = content.decode("utf-8-sig").split("\r\n")
    rows[1] = rows[1].replace(";;;missing", ";Ein Tag;;missing")
    rows[2] = rows[2].replace("/summary;", "/sumary;")
    (tmp_path / "back.csv").write_text("\n".join(rows), encoding="utf-8")
    assert run(["import", "back.csv", "--into", "pack"]) == 1, "a row was refused"
    shown = capsys.readouterr()
    assert "back.csv:3:1: error: Row 3: there is no text" in shown.err
    assert "scenarios/one-day-a-week: 1 of " in shown.out
    assert (tmp_path / "pack" / "strings" / "de" / "scenarios" / "one-day-a-week.yaml").is_file()
    assert run(["check", "pack", "--notes"]) == 0
    assert "[string-missing]" in capsys.readouterr().out
    assert run(["export", "strings", "one-day-a-week", "--language", "de", "--pack", "pack"]) == 0
    assert ",Ein Tag,,translated" in capsys.readouterr().out


def test_lines_of_a_pack_may_have_moves_of_its_own(tmp_path, capsys):
    (tmp_path / "pack" / "advice").mkdir(parents=True)
    (tmp_path / "pack" / "advice" / "moves.yaml").write_text(
        "- id: ask-for-a-raise\n  label: Ask for a raise\n  description: Asks for more money.\n"
        "  stage: open\n  general: depends\n"
        "  examples: [I want my salary raised, A higher salary is what I ask for, Could my salary be higher?]\n"
    )
    (tmp_path / "talk.ink").write_text("=== one ===\nWell?\n* I want my salary raised. -> END\n")
    assert run(["import", "talk.ink", "--pack", "pack"]) == 0
    assert "move: ask-for-a-raise" in capsys.readouterr().out
