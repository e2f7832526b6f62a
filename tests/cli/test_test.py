"""``rehearse test``: what it runs, what it tells, and how it ends."""

from __future__ import annotations

import json
from xml.etree import ElementTree as ET

import pytest

from rehearse.cli.commands import run

TESTS = """\
scenario: one-day-a-week
given: {persona: [controlling, old-school]}
tests:
  - name: It comes back to the matter
    steps: [frame]
    expect: {node: again-this}
  - name: It goes another way & <so>
    steps: [frame]
    expect: {node: door}
"""


@pytest.fixture
def pack(tmp_path):
    """A pack with tests of a shipped meeting: one that holds, one that does not."""
    (tmp_path / "pack" / "scenarios").mkdir(parents=True)
    (tmp_path / "pack" / "scenarios" / "mine.tests.yaml").write_text(TESTS)
    return tmp_path / "pack"


def test_a_test_that_goes_another_way_ends_with_status_1_and_a_report(pack, capsys):
    assert run(["test", str(pack)]) == 1
    out = capsys.readouterr().out
    assert "mine.tests.yaml:7:5: It goes another way & <so>\n  with controlling, everyday, seed 1, and just so" in out
    assert "expected  the talk is at 'door'\n    but       it is at 'again-this'" in out
    assert out.splitlines()[-1] == "2 tests, played 4 times: 1 of 2 tests went another way (2 times)."


def test_only_what_is_asked_for_is_played(pack, capsys):
    assert run(["test", str(pack), "-k", "COMES back"]) == 0
    assert capsys.readouterr().out == "1 test, played 2 times: all as expected.\n"
    assert run(["test", str(pack), "-k", "old-school"]) == 1
    assert "played 2 times" in capsys.readouterr().out
    assert run(["test", str(pack), "-k", "unheard of"]) == 2
    assert "There is no test whose name" in capsys.readouterr().err


def test_a_mistake_in_a_file_ends_with_status_2_and_the_rest_is_played(pack, capsys):
    (pack / "scenarios" / "mine.tests.yaml").write_text(TESTS.replace("[frame]\n    expect: {node: door}", "[fram]"))
    assert run(["test", str(pack)]) == 2
    out = capsys.readouterr().out
    assert "mine.tests.yaml:8:13: error: There is no choice 'fram'. Did you mean 'frame'?" in out
    assert "1 test, played 2 times: all as expected. What has the error above was left out." in out


def test_an_error_in_the_content_around_them_is_told_with_status_2(pack, capsys):
    (pack / "personas").mkdir()
    (pack / "personas" / "broken.yaml").write_text("id: broken")
    assert run(["test", str(pack), "-k", "comes back"]) == 2
    assert "broken.yaml" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("named", "sentence"),
    [
        ("nowhere", "There is no file or folder"),
        (".", "There are no tests at"),
        ("alone.yaml", "There are no tests beside"),
    ],
)
def test_where_there_is_nothing_to_run_a_sentence_says_so(tmp_path, capsys, named, sentence):
    (tmp_path / "alone.yaml").write_text("id: alone")
    assert run(["test", str(tmp_path / named)]) == 2
    assert sentence in capsys.readouterr().err


def test_a_scenario_stands_for_the_tests_beside_it(pack, capsys):
    (pack / "scenarios" / "mine.yaml").write_text("id: mine")
    assert run(["test", str(pack / "scenarios" / "mine.yaml"), "-k", "comes back"]) == 2  # it is no sound scenario
    assert "1 test, played 2 times: all as expected." in capsys.readouterr().out


def test_the_results_are_data_on_request(pack, capsys):
    assert run(["test", str(pack), "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["passed"] is False
    assert [(each["persona"], each["passed"]) for each in told["tests"]] == [
        ("controlling", True),
        ("old-school", True),
        ("controlling", False),
        ("old-school", False),
    ]
    assert told["tests"][2]["failure"]["missed"] == [
        {"expected": "the talk is at 'door'", "but": "it is at 'again-this'"}
    ]


def test_junit_xml_counts_and_names_what_went_another_way(pack, tmp_path, capsys):
    report = tmp_path / "reports" / "junit.xml"
    assert run(["test", str(pack), "--junit", str(report)]) == 1
    capsys.readouterr()
    root = ET.fromstring(report.read_bytes())
    assert (root.get("tests"), root.get("failures"), root.get("errors")) == ("4", "2", "0")
    cases = root.findall("testsuite/testcase")
    assert [case.get("name") for case in cases][2] == "It goes another way & <so> [controlling, everyday, seed 1]"
    assert {case.get("classname") for case in cases} == {"one-day-a-week"}
    assert cases[0].find("failure") is None
    failure = cases[2].find("failure")
    assert failure is not None
    assert failure.get("message") == "expected the talk is at 'door', but it is at 'again-this'"
    assert "the talk so far" in (failure.text or "")


def test_junit_xml_holds_files_that_cannot_be_read_as_errors(pack, tmp_path, capsys):
    (pack / "scenarios" / "mine.tests.yaml").write_text("tests: [")
    assert run(["test", str(pack), "--junit", str(tmp_path / "junit.xml")]) == 2
    capsys.readouterr()
    root = ET.fromstring((tmp_path / "junit.xml").read_bytes())
    assert root.get("errors") == "1"
    assert root.find("testsuite/testcase/error") is not None


def test_a_report_that_cannot_be_written_is_told(pack, tmp_path, capsys):
    (tmp_path / "file").write_text("")
    assert run(["test", str(pack), "--junit", str(tmp_path / "file" / "junit.xml")]) == 2
    assert "cannot be written" in capsys.readouterr().err


def test_installed_packs_do_not_count(pack, tmp_path, capsys):
    installed = tmp_path / "rehearse-home" / "packs" / "other" / "personas"
    installed.mkdir(parents=True)
    (installed / "controlling.yaml").write_text("id: controlling")
    assert run(["test", str(pack), "-k", "comes back"]) == 0
    assert "all as expected" in capsys.readouterr().out
