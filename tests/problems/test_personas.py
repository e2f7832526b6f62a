"""What is said of a boss's file with an ordinary slip in it: the line to change, once, and nothing that misleads."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from rehearse.authoring.check.report import examined, subject_of
from rehearse.loading.library import problem_pages
from tests.problems.broken import GOOD

if TYPE_CHECKING:
    from collections.abc import Callable

    Told = Callable[..., list[tuple[str, str, str]]]

BOSS = """\
id: hurried
title: The one with no time
name: Ines Roth
role: Head of Sales
pronoun: she
about: Always between two meetings.
talks: In half sentences.
signs:
  - Answers before you have finished.
  - Looks at the clock.
  - Says 'send me a mail'.
start: {trust: 5, patience: 4}
concerns:
  - id: time
    label: Time it will cost
    about: Anything new costs time.
  - id: control
    label: Losing touch
    deep: true
    about: She fears not to know in time.
moods:
  - {id: usual, cue: Her phone lies face up.}
cues:
  trust: {low: [She does not look up., She goes on typing.], middle: [She looks up., She nods.], high: [A, B]}
  patience: {low: [She stands., She looks at the door.], middle: [She waits., She taps.], high: [A, B]}
reactions:
  propose-a-trial:
    effects: {trust: 1, answer: time}
    says:
      - How long?
      - And then?
    thinks: That would end by itself.
  name-the-companys-gain:
    effects: {answer: control}
    says:
      - Go on.
      - I see.
    thinks: That is worth something.
  set-the-frame:
    effects: {patience: 1}
    says:
      - Fine.
      - Right.
    thinks: At least I know how long it takes.
general:
  helps: {effects: {trust: 1}, says: [Go on., All right.], thinks: Fine.}
  depends: {says: [Hm., Well.], thinks: Not sure.}
  hurts: {effects: {trust: -1}, says: [No., Not now.], thinks: That is no help.}
lines:
  objection:
    time: [Who has time for that?, That will cost me hours.]
    control: [And how would I know?, I would hear it last.]
  nothing_left: [Was that all?, Anything else?]
  not_following: [What do you mean?, Sorry?]
  impatience: [I have to go., Quickly.]
  thaw: [You have a point., Fair enough.]
  yes: [Do it., Yes.]
  trial: [Try it., Six weeks.]
  partial: [Half of it., A part.]
  later: [In spring., Ask me again.]
  no: [Not this year., That will not work.]
  rupture: [We are done., Leave it.]
"""
INNER = BOSS[BOSS.index("  name-the-companys-gain") : BOSS.index("  set-the-frame")]


@pytest.fixture
def told(tmp_path, monkeypatch) -> Told:
    """What is said of the boss with *old* replaced by *new*: line, code, and sentence with its hint."""
    monkeypatch.chdir(tmp_path)

    def of(old: str = "", new: str = "") -> list[tuple[str, str, str]]:
        assert not old or BOSS.count(old) == 1, old
        (tmp_path / "hurried.yaml").write_text(BOSS.replace(old, new) if old else BOSS, encoding="utf-8")
        problems = examined(subject_of([tmp_path / "hurried.yaml"])).quick
        return [(f"{p.span.line}:{p.span.column}", p.code, f"{p.message} {p.hint}".strip()) for p in problems]

    return of


def line(text: str) -> int:
    """The line of the boss in which *text* stands."""
    return BOSS[: BOSS.index(text)].count("\n") + 1


def test_a_boss_without_fault_has_no_problem(told):
    assert told() == []


def test_of_a_line_with_an_unknown_slot_only_that_is_told(told):
    assert told("How long?", "How long, {you.nmae}?") == [
        (f"{line('How long?')}:9", "unknown-slot", "There is no slot '{you.nmae}'. Did you mean 'you.name'?")
    ]


def test_too_few_lines_are_still_told(told):
    ((place, code, said),) = told("      - And then?\n", "")
    assert (place, code) == (f"{line('    says:')}:5", "too-few")
    assert said == "At least 2 are needed here; there is 1."


def test_a_colon_in_a_line_of_a_list_is_told_as_it_is_after_a_key(told):
    assert told("How long?", "One thing: how long?") == [
        (
            f"{line('How long?')}:18",
            "yaml-colon",
            'A colon with a space after it stands inside a text. Put the whole text in quotes: "One thing: how long?"',
        )
    ]


def test_a_move_indented_as_far_as_what_belongs_to_it_is_one_problem_at_its_line(told):
    assert told("  name-the-companys-gain:", "    name-the-companys-gain:") == [
        (
            f"{line('name-the-companys-gain')}:5",
            "yaml-indentation",
            (
                "'name-the-companys-gain' is indented as far as the lines below it, so that they do not belong to it. "
                f"Indent it by 2 spaces, as 'propose-a-trial' in line {line('propose-a-trial')}."
            ),
        )
    ]


def test_two_moves_indented_as_far_as_what_belongs_to_them_are_two_problems(told):
    deeper = INNER.replace("  name-", "    name-") + "    set-the-frame:\n"
    found = told(f"{INNER}  set-the-frame:\n", deeper)
    assert [(place, code) for place, code, _ in found] == [
        (f"{line('name-the-companys-gain')}:5", "yaml-indentation"),
        (f"{line('set-the-frame')}:5", "yaml-indentation"),
    ]


def test_a_move_indented_too_far_with_all_that_belongs_to_it_is_told_what_it_hangs_on(told):
    deeper = "".join(f"  {row}\n" for row in INNER.splitlines())
    assert told(INNER, deeper) == [
        (
            f"{line('name-the-companys-gain')}:5",
            "unknown-key",
            (
                "The key 'name-the-companys-gain' is not known here. It is indented as part of 'propose-a-trial' in "
                f"line {line('propose-a-trial')}: if it stands beside that, give it the same indentation."
            ),
        )
    ]


@pytest.mark.parametrize("indent", ["", " "])
def test_a_move_indented_too_little_is_told_at_its_own_line_and_not_at_the_next(told, indent):
    ((place, code, said),) = told("  name-the-companys-gain:", f"{indent}name-the-companys-gain:")
    assert (place, code) == (f"{line('name-the-companys-gain')}:{len(indent) + 1}", "yaml-indentation")
    assert said.startswith(f"This line is indented by {'1 space' if indent else 'no space'}")


def test_a_line_that_really_is_the_wrong_one_is_told_there(told):
    nested = "general:\n    helps: {says: [A, B], thinks: C}\n  depends:"
    ((place, code, _),) = told(BOSS[BOSS.index("general:") : BOSS.index("depends:") + 8], nested)
    assert (place, code) == (f"{line('general:') + 2}:3", "yaml-indentation")


def test_an_effect_without_its_space_is_told_where_the_space_is_missing(told):
    assert told("{trust: 1, answer: time}", "{trust:1, answer: time}") == [
        (
            f"{line('answer: time')}:20",
            "yaml-colon",
            "A space is missing after the colon. Write 'trust: 1'.",
        )
    ]


def test_a_key_of_any_kind_without_its_space_is_told_the_same_way(told):
    ((place, code, said),) = told("{id: usual, cue", "{id:usual, cue")
    assert (place, code) == (f"{line('id: usual')}:8", "yaml-colon")
    assert said == "A space is missing after the colon. Write 'id: usual'."


def test_an_objection_to_a_concern_that_is_not_there_is_told_at_its_line_with_what_was_meant(told):
    assert told("    control: [And", "    contorl: [And") == [
        (
            f"{line('control: [And')}:5",
            "objections-by-concern",
            "There is no concern 'contorl'. Did you mean 'control'?",
        )
    ]


def test_objections_that_are_missing_are_told_where_they_belong(told):
    assert told("    control: [And how would I know?, I would hear it last.]\n", "") == [
        (f"{line('  objection:')}:3", "objections-by-concern", "The concern 'control' has no lines here.")
    ]


@pytest.mark.parametrize(
    ("old", "new", "at", "said"),
    [
        ("    deep: true\n", "", "  - id: control", "The last concern needs 'deep: true'."),
        (
            "    label: Time it will cost\n",
            "    deep: true\n    label: Time it will cost\n",
            "    label: Time",
            "Only the last concern is deep, and this is not the last.",
        ),
    ],
)
def test_a_concern_that_is_wrongly_deep_or_not_is_told_at_the_concern(told, old, new, at, said):
    ((place, code, sentence),) = told(old, new)
    assert (place.partition(":")[0], code) == (str(line(at)), "one-deep-concern")
    assert sentence == said


def test_all_that_is_wrong_with_concerns_is_told_in_one_run(told):
    found = told(BOSS[BOSS.index("    deep: true") : BOSS.index("moods:")], "    about: She fears.\n")
    assert [code for _, code, _ in found] == ["one-deep-concern"]
    both = told("    deep: true\n    about: She fears not to know in time.\nmoods:", "    about: She fears.\nmoods:")
    assert both == found


# --- what was passed over in silence


def test_curly_quotes_around_a_value_are_told(told):
    assert told("      - How long?", "      - \u201cHow long?\u201d") == [
        (
            f"{line('How long?')}:9",
            "curly-quotes",
            (
                "These quotes come from a word processor: YAML takes them for part of the text. "
                'Use straight ones ("), or none at all.'
            ),
        )
    ]


def test_curly_quotes_around_a_text_with_a_colon_are_not_suggested_inside_straight_ones(told):
    ((_, code, said),) = told("- How long?", "- \u201cOne thing: how long?\u201d")
    assert (code, said.partition("quotes: ")[2]) == ("yaml-colon", '"One thing: how long?"')


@pytest.mark.parametrize(
    "text",
    [
        "\u201cNo,\u201d I say. \u201cNot now.\u201d",
        "He calls it \u201chome\u201d.",
        "'\u201cHow long?\u201d'",
        "\u2018Tis long.",
    ],
)
def test_quotes_that_belong_to_the_text_are_left_alone(told, text):
    assert told("      - How long?", f"      - {text}") == []


def test_a_start_beyond_a_meters_range_is_told(told):
    assert told("{trust: 5, patience: 4}", "{trust: 14, patience: -1}") == [
        (f"{line('start:')}:16", "start-beyond", "'trust' goes from 0 to 10: it will start at 10, not at 14."),
        (f"{line('start:')}:30", "start-beyond", "'patience' goes from 0 to 10: it will start at 0, not at -1."),
    ]


@pytest.mark.parametrize(
    ("old", "new", "word"),
    [
        ("Anything new costs time.", "Anything new costs Ines time.", "'Ines'"),
        ("Anything new costs time.", "Anything new costs Ms Roth time.", "'Roth'"),
        ("Anything new costs time.", "Anything new costs her time.", "'her'"),
        ("Looks at the clock.", "Looks at her clock.", "'her'"),
    ],
)
def test_a_text_that_may_be_lent_to_another_boss_names_none(told, old, new, word):
    ((place, code, said),) = told(old, new)
    assert (place.partition(":")[0], code) == (str(line(old)), "names-the-boss")
    assert word in said


def test_the_deep_concern_may_name_its_boss(told):
    assert told("She fears not to know in time.", "Ines fears not to know in time.") == []


def test_a_concern_that_nothing_answers_is_told(told):
    assert told("answer: time", "acknowledge: time") == [
        (
            f"{line('id: time')}:9",
            "never-answered",
            (
                "Nothing answers the concern 'time': no reaction of this boss, and no line of a meeting. "
                "Give 'answer: time' to the effects of a reaction or two, so that it can be settled."
            ),
        )
    ]


def test_a_concern_that_lines_of_a_meeting_answer_by_name_or_for_this_boss_is_answered(tmp_path):
    """By its part a line answers it too, but in that meeting alone."""
    (tmp_path / "personas").mkdir()
    (tmp_path / "scenarios").mkdir()
    (tmp_path / "personas" / "hurried.yaml").write_text(BOSS.replace("answer: control", "acknowledge: control"))
    for effects, said in (
        ("{answer: control}", []),
        ("{default: {}, hurried: {answer: control}}", []),
        ("{default: {answer: control}, hurried: {}}", ["Nothing answers the concern 'control'"]),
        ("{answer: deep}", ["No reaction of this boss answers the concern 'control', and a line does in some"]),
    ):
        scenario = GOOD.replace(
            "        move: propose-a-trial\n", f"        move: propose-a-trial\n        effects: {effects}\n"
        )
        (tmp_path / "scenarios" / "day-at-home.yaml").write_text(scenario)
        problems = examined(subject_of([tmp_path])).quick
        assert [(p.code, p.message.startswith(one)) for p, one in zip(problems, said, strict=True)] == [
            ("never-answered", True) for _ in said
        ]


def test_a_concern_that_a_reaction_answers_by_its_part_is_answered(told):
    assert told("answer: time", "answer: stated") == []
    assert told("answer: control", "answer: deep") == []


def test_the_page_of_each_of_these_is_there():
    for code in ("curly-quotes", "start-beyond", "names-the-boss", "never-answered"):
        assert re.search("^warning · ", (problem_pages() / f"{code}.md").read_text(encoding="utf-8"), re.MULTILINE)
