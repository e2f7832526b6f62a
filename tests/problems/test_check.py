"""What ``rehearse check`` reports of a pack or a file: its own problems, and what it breaks elsewhere, no more."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from rehearse.authoring.check.report import checked, examined, subject_of
from rehearse.authoring.workplace import NotThere
from rehearse.cli.problems import excerpt, printable
from rehearse.loading.library import load_library, shipped_content
from tests.problems.broken import GOOD

if TYPE_CHECKING:
    from pathlib import Path

    from rehearse.model.problem import Problem

FLAG = "flags: {named: It was named.}\nstart: open\n"
MOVE = "        move: propose-a-trial\n"


@pytest.fixture
def pack(tmp_path, monkeypatch) -> Path:
    """A pack with one good scenario; the test stands beside it."""
    monkeypatch.chdir(tmp_path)
    return written(tmp_path / "pack", {"scenarios/day-at-home.yaml": GOOD})


def written(root: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return root


def quick(*paths: Path) -> list[tuple[str, str, str]]:
    """Place, severity and code of the quick problems of *paths*."""
    return [(str(p.span), p.severity, p.code) for p in found(*paths)]


def found(*paths: Path) -> tuple[Problem, ...]:
    return examined(subject_of(paths)).quick


# --- whose problems


def test_a_good_pack_and_a_good_file_have_no_problems(pack):
    assert checked([pack]) == ()
    assert checked([pack / "scenarios" / "day-at-home.yaml"]) == ()


def test_of_a_file_only_its_own_problems_are_reported_and_errors_beside_it_are_counted(pack):
    written(
        pack, {"scenarios/other.yaml": GOOD.replace("start: open", "start: opne").replace("day-at-home", "other", 1)}
    )
    assert quick(pack / "scenarios" / "day-at-home.yaml") == []
    assert examined(subject_of([pack / "scenarios" / "day-at-home.yaml"])).elsewhere == 1
    assert quick(pack) == [("pack/scenarios/other.yaml:7:8", "error", "unknown-node")]
    assert quick(pack / "scenarios" / "other.yaml") == quick(pack)
    assert quick(pack / "scenarios") == quick(pack), "a folder of a pack is checked as part of it"


def test_a_file_in_a_pack_is_read_with_what_the_pack_brings(pack):
    moves = (
        "- id: hum\n  label: Hum\n  description: Hums.\n  stage: open\n  general: helps\n  examples: [Hm., Hmm., Mm.]\n"
    )
    written(pack, {"advice/moves.yaml": moves, "scenarios/day-at-home.yaml": GOOD.replace("propose-a-trial", "hum")})
    assert quick(pack / "scenarios" / "day-at-home.yaml") == []


def test_what_a_pack_breaks_in_other_content_is_reported_there(pack):
    """Cards that stood on an article's point lose it where a pack gives the point an article that is not there."""
    point = "- {id: LP-09, article: gone, where: Here, stage: negotiate, for: any, text: Try it.}\n"
    written(pack, {"advice/points.yaml": point})
    assert ("pack/advice/points.yaml:1:24", "error", "unknown-article") in quick(pack)
    taken = "- {id: trial, label: a trial, kind: topic, ways: <trial>}\n"
    written(pack, {"advice/points.yaml": "[]\n", "advice/concepts.yaml": taken})
    codes = {(problem.code, problem.severity) for problem in found(pack)}
    assert ("concept-circle", "error") in codes
    elsewhere = [problem for problem in found(pack) if not problem.span.path.startswith("pack")]
    assert elsewhere, "shipped concepts that name this one can no longer be written out"
    assert all(problem.severity == "error" for problem in elsewhere)


def test_without_a_path_the_shipped_content_is_checked_and_the_pack_one_stands_in(pack, monkeypatch):
    assert subject_of().folders == (shipped_content().resolve(),)
    monkeypatch.chdir(pack / "scenarios")
    assert subject_of().folders == (shipped_content().resolve(), pack)


def test_a_shipped_file_is_checked_as_part_of_the_shipped_content():
    subject = subject_of([shipped_content() / "personas" / "sociable.yaml"])
    assert (subject.packs, subject.loose) == ((), ())
    assert examined(subject).quick == ()


def test_a_path_without_content_is_refused(tmp_path):
    (tmp_path / "empty").mkdir()
    for name in ("empty", "nothing"):
        with pytest.raises(NotThere, match=name):
            subject_of([tmp_path / name])


def test_all_mistakes_of_a_file_that_cannot_be_read_whole_are_told_in_one_run(pack):
    text = GOOD.replace("You wanted to talk?", "Well, {you.nmae}?").replace("propose-a-trial", "propose-a-trail")
    text = text.replace("boss: Six weeks, then.", "boss: {default: Yes., sociabel: Come.}").replace(
        "start: open", "start: a"
    )
    written(pack, {"scenarios/day-at-home.yaml": text.replace("        say: What would", "        sai: What would")})
    assert sorted((problem.span.line, problem.code) for problem in found(pack)) == [
        (7, "unknown-node"),
        (11, "unknown-slot"),
        (13, "missing-key"),
        (14, "unknown-key"),
        (19, "unknown-move"),
        (25, "unknown-persona"),
    ]


# --- how grave


def test_a_pack_says_how_grave_a_problem_is_to_it(pack):
    written(pack, {"scenarios/day-at-home.yaml": GOOD.replace("start: open\n", FLAG)})
    assert quick(pack) == [("pack/scenarios/day-at-home.yaml:7:9", "warning", "unused-flag")]
    for severity, expected in (("error", ["error"]), ("note", ["note"]), ("off", [])):
        written(pack, {"pack.yaml": f"id: p\ntitle: P\nseverities: {{unused-flag: {severity}}}\n"})
        assert [problem.severity for problem in found(pack)] == expected


def test_what_a_pack_says_holds_for_its_own_files_alone(pack, tmp_path):
    flagged = GOOD.replace("start: open\n", FLAG)
    written(pack, {"pack.yaml": "id: p\ntitle: P\nseverities: {unused-flag: off}\n"})
    other = written(tmp_path / "other", {"scenarios/second.yaml": flagged.replace("day-at-home", "second", 1)})
    assert [problem.code for problem in found(pack, other)] == ["unused-flag"]


def test_an_error_that_keeps_content_from_being_read_cannot_be_switched_off(pack):
    written(
        pack,
        {
            "pack.yaml": "id: p\ntitle: P\nseverities: {unknown-node: off}\n",
            "scenarios/day-at-home.yaml": GOOD.replace("start: open", "start: opne"),
        },
    )
    assert quick(pack) == [
        ("pack/pack.yaml:3:1", "error", "firm-severity"),
        ("pack/scenarios/day-at-home.yaml:7:8", "error", "unknown-node"),
    ]


def test_a_pack_that_needs_a_later_version_is_told(pack):
    written(pack, {"pack.yaml": "id: p\ntitle: P\nneeds: '99'\n"})
    (problem,) = found(pack)
    assert problem.message.startswith("The pack needs rehearse 99 or later; this is ")
    assert load_library([pack]).manifests[pack].needs == "99"


# --- what is there for nothing


def test_names_that_differ_by_a_letter_are_reported_once_at_the_odd_one_out(pack):
    said = GOOD.replace("You wanted to talk?", "Malcolm tells me that you and Malcolm want to talk, as Malcolm said.")
    written(pack, {"scenarios/day-at-home.yaml": said.replace("then.", "then, and I tell Malcom.")})
    (problem,) = found(pack)
    assert (problem.code, problem.span.line, problem.span.column) == ("alike-names", 25, 39)
    assert problem.message == "'Malcom' stands here alone; elsewhere it is 'Malcolm'."


@pytest.mark.parametrize(
    "text",
    [
        "On Monday we talked, and on Mondays I am out; so Monday it is, every Monday.",
        "Malcolm's desk, and Malcolm, and what Malcolm said.",
        "Will you? Well. I told Malcolm. Willing, as Malcolm says.",
        "In March I told Marsh, as Marsh knows.",
        "Ask Anna Berg and ask Anna Burke.",
    ],
)
def test_ordinary_texts_raise_no_alarm_over_names(pack, text):
    written(pack, {"scenarios/day-at-home.yaml": GOOD.replace("You wanted to talk?", text)})
    assert quick(pack) == []


def test_ids_that_differ_by_a_letter_inside_are_reported_and_numbered_ones_are_not(pack):
    aside = "  {0}:\n    phase: opening\n    boss: Hm.\n    goto: {1}\n"
    more = aside.format("talking", "taking") + aside.format("taking", "round-1") + aside.format("round-1", "round-2")
    nodes = GOOD.replace("goto: done\n      - id", "goto: talking\n      - id") + more + aside.format("round-2", "done")
    written(pack, {"scenarios/day-at-home.yaml": nodes})
    assert [problem.message for problem in found(pack)] == ["The nodes 'talking' and 'taking' differ by one letter."]


def test_a_route_that_asks_the_same_in_another_order_is_reported(pack):
    routes = (
        "goto:\n          - {when: trust >= 6 and seen(open), to: done}\n"
        "          - {when: seen(open) and trust >= 6, to: open}\n          - {to: done}\n      - id: propose"
    )
    written(pack, {"scenarios/day-at-home.yaml": GOOD.replace("goto: done\n      - id: propose", routes)})
    (problem,) = [problem for problem in found(pack) if problem.code == "route-repeated"]
    assert problem.span.line == 18
    assert "line 17" in problem.message


# --- how it is shown


@pytest.mark.parametrize(
    ("line", "column", "width", "shown", "before"),
    [
        ("say: Hello.", 6, 40, "say: Hello.", 5),
        ("say: 日本語 x", 10, 40, "say: 日本語 x", 12),
        ("say: e\u0301t", 8, 40, "say: e\u0301t", 6),
        ("\tsay: x", 2, 40, "→say: x", 1),
        ("say: \x1b[31mred\u202e", 7, 40, "say: ·[31mred·", 6),
        ("a" * 100, 1, 20, "a" * 18 + "…", 0),
        ("a" * 100, 100, 20, "…" + "a" * 18, 18),
        ("a" * 49 + "X" + "a" * 50, 50, 20, "…" + "a" * 8 + "X" + "a" * 9 + "…", 9),
        ("", 1, 20, "", 0),
        ("short", 99, 20, "short", 5),
    ],
)
def test_a_line_is_shown_so_that_the_caret_stands_below_its_place(line, column, width, shown, before):
    assert excerpt(line, column, width) == (shown, before)


def test_signs_that_could_command_a_terminal_are_shown_as_points():
    assert printable("a\x00b\x9b\u2028c\u200ed é 日") == "a·b··c·d é 日"


def test_explain_shows_a_page_lists_all_and_knows_what_was_meant(tmp_path):
    def explain(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "rehearse", "explain", *arguments],
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, "REHEARSE_HOME": str(tmp_path)},
        )

    page = explain("[missing-default]")
    assert page.returncode == 0
    assert page.stdout.startswith("# missing-default: a text by persona has no default\n\nerror · ")
    assert "\x1b" not in page.stdout
    unknown = explain("mising-default")
    assert (unknown.returncode, unknown.stdout) == (2, "")
    assert "There is no problem with the code 'mising-default'. Did you mean 'missing-default'?" in unknown.stderr
    listed = explain()
    assert "missing-default" in listed.stdout
    assert "a text by persona has no default" in listed.stdout
