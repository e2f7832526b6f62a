"""The library: everything that is wrong is found in one go, each with its file, line, sentence and suggestion."""

from __future__ import annotations

import os
from textwrap import dedent
from typing import TYPE_CHECKING

import pytest

from rehearse.loading.library import load_files, load_library, unknown_id
from rehearse.loading.references import reference_problems
from rehearse.loading.yaml_reader import MAX_BYTES
from tests.worlds import CARDS, END, PERSONA, RULES, library_of, meeting, write

if TYPE_CHECKING:
    from pathlib import Path

    from rehearse.loading.library import Library

GOOD = """
open:
  phase: opening
  boss: Well?
  choices:
    - {id: ask, say: Why?, move: ask, goto: done}
    - {id: push, say: No., move: push, goto: done}
"""


def problems(library: Library) -> list[tuple[str, str, int, str]]:
    """Code, file's name, line and sentence with its suggestion, of every problem."""
    return [
        (p.code, p.span.path.rsplit("/", 1)[-1], p.span.line, f"{p.message} {p.hint}".strip()) for p in library.problems
    ]


def test_a_world_without_fault_has_no_problems_and_everything_by_id() -> None:
    library = library_of(meeting(GOOD))
    assert problems(library) == []
    assert list(library.scenarios) == ["meeting"]
    assert list(library.personas) == ["boss"]
    assert set(library.cards) == {"ask-first"}
    assert library.rules is not None
    assert [level.id for level in library.rules.levels] == ["patient", "everyday", "tough"]


# --- one fault in a meeting; each is found at its own line

MEETING = meeting(
    """
    open:
      phase: opening
      boss: Well?
      choices:
        - id: ask
          say: Why?
          move: ask
          goto: done
        - id: push
          say: No.
          move: push
          goto: done
    """,
    "flags: {named: It was named.}",
)
FIRST_LINE = MEETING[: MEETING.index("open:\n", MEETING.index("nodes:"))].count("\n") + 1


def in_the_meeting(old: str, new: str) -> list[tuple[str, int, str]]:
    """The problems (code, line below the first node, sentence) of the meeting with one thing changed."""
    assert MEETING.count(old) >= 1
    library = library_of(MEETING.replace(old, new, 1))
    return [(code, line - FIRST_LINE, said) for code, _, line, said in problems(library)]


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("move: push", "move: pusch", ("unknown-move", 10, "There is no move 'pusch'. Did you mean 'push'?")),
        ("goto: done", "goto: don", ("unknown-node", 7, "There is no node 'don'. Did you mean 'done'?")),
        ("start: open", "start: opne", ("unknown-node", -3, "There is no node 'opne'. Did you mean 'open'?")),
        (
            "boss: Well?",
            "boss: {default: Well?, bos: You.}",
            ("unknown-persona", 2, "There is no persona 'bos'. Did you mean 'boss'?"),
        ),
        (
            "boss: Well?",
            "boss: {boss: You.}",
            ("missing-default", 2, "Texts and effects by persona need a 'default'."),
        ),
        (
            "boss: Well?",
            "boss: Well, {boss.nmae}?",
            ("unknown-slot", 2, "There is no slot '{boss.nmae}'. Did you mean 'boss.name'?"),
        ),
        (
            "boss: Well?",
            "boss: 'Well, {'",
            ("lone-brace", 2, "A lone brace stands in the text. Write it twice to show it."),
        ),
        ("boss: Well?", "bos: Well?", ("unknown-key", 2, "The key 'bos' is not known here. Did you mean 'boss'?")),
        (
            "boss: Well?",
            "boss: 12",
            ("wrong-type", 2, "A text is expected here, not the number 12. To have it as a text, put it in quotes."),
        ),
        ("boss: Well?", "boss: ''", ("empty-text", 2, "A text is expected here, and it is empty.")),
        (
            "phase: opening",
            "phase: openning",
            (
                "unknown-value",
                1,
                "'openning' is not one of 'opening', 'concerns' or 'proposal'. Did you mean 'opening'?",
            ),
        ),
        (
            "id: push",
            "id: Push it",
            (
                "bad-id",
                8,
                "'Push it' is no id: lower-case letters and digits, words joined by hyphens. Write 'push-it'.",
            ),
        ),
        ("id: push", "id: ask", ("duplicate-id", 8, "The choice id 'ask' stands twice at this node.")),
        ("say: No.", "other: No.", ("missing-key", 8, "The key 'say' is missing here.")),
        (
            "move: push",
            "move: [ask, push, listen]",
            ("too-many", 10, "At most 2 are allowed here."),
        ),
        (
            "move: push",
            "move: push\n        when: trsut >= 3",
            ("unknown-meter", 11, "There is no meter 'trsut'. Did you mean 'trust'?"),
        ),
        (
            "move: push",
            "move: push\n        when: chosen(open.aks)",
            ("unknown-choice", 11, "There is no choice 'open.aks'. Did you mean 'open.ask'?"),
        ),
        (
            "move: push",
            "move: push\n        when: flag(namd)",
            ("unknown-flag", 11, "There is no flag 'namd'. Did you mean 'named'?"),
        ),
        (
            "move: push",
            "move: push\n        when: answered(blam)",
            ("unknown-concern", 11, "There is no concern 'blam'. Did you mean 'blame'?"),
        ),
        (
            "move: push",
            "move: push\n        when: trust >= lots",
            ("condition", 11, "A meter is compared with a whole number, such as trust >= 4."),
        ),
        (
            "move: push",
            "move: push\n        effects: {trsut: 1}",
            ("unknown-meter", 11, "There is no meter 'trsut', and it is no effect either. Did you mean 'trust'?"),
        ),
        (
            "move: push",
            "move: push\n        effects: {trust: 1.5}",
            ("wrong-type", 11, "A whole number is expected here, not the number 1.5."),
        ),
        (
            "move: push",
            "move: push\n        effects: {set: namend}",
            ("unknown-flag", 11, "There is no flag 'namend'. Did you mean 'named'?"),
        ),
        (
            "move: push",
            "move: push\n        cards: [ask-frist]",
            ("unknown-card", 11, "There is no card 'ask-frist'. Did you mean 'ask-first'?"),
        ),
        (
            "move: push",
            "move: push\n        chance: [{to: done}, {to: open}]",
            ("two-exits", 8, "Give either 'goto' or 'chance', not both."),
        ),
        (
            "move: push",
            "move: push\n        return: true",
            ("two-exits", 8, "A choice that returns from a detour has no other way on."),
        ),
        (
            "goto: done",
            "goto: [{when: trust >= 3, to: done}]",
            ("route-falls-through", 4, "The last route must have no condition."),
        ),
        (
            "goto: done",
            "goto: [{to: done}, {to: open}]",
            ("route-never-taken", 4, "Only the last route may be without a condition."),
        ),
        (
            "goto: done",
            "return: true",
            ("return-without-detour", 7, "The choice 'ask' returns, but no detour leads here."),
        ),
    ],
)
def test_a_fault_is_found_at_its_own_line_with_what_was_meant(
    old: str, new: str, problem: tuple[str, int, str]
) -> None:
    assert problem in in_the_meeting(old, new)


def test_an_unknown_key_is_found_where_the_key_stands_not_its_value() -> None:
    library = library_of(MEETING.replace("boss: Well?", "boss: Well?\n    bos:\n\n      Hello?"))
    (problem,) = [each for each in library.problems if each.code == "unknown-key"]
    assert (problem.span.line - FIRST_LINE, problem.span.column) == (3, 5)


def test_faults_are_collected_and_all_reported_at_once() -> None:
    found = problems(
        library_of(
            MEETING.replace("move: push", "move: pusch").replace("goto: done", "goto: don"),
            {"personas/boss.yaml": PERSONA.replace("  ask: {", "  asc: {")},
        )
    )
    assert sorted(code for code, *_ in found) == ["unknown-move", "unknown-move", "unknown-node", "unknown-node"]


@pytest.mark.parametrize(
    ("node", "code"),
    [
        ("bare: {phase: opening, boss: Hm.}", "no-exit"),
        ("bare: {phase: opening, goto: done, ending: agreed, title: T, summary: S, boss: B}", "two-exits"),
        ("bare: {phase: opening, ending: agreed, boss: Bye.}", "bare-ending"),
        ("bare: {phase: opening, ending: agreed, title: T, summary: S}", "silent-node"),
        ("bare: {phase: opening, speaks: objection, goto: done}", "objection-of-what"),
        ("bare: {phase: opening, boss: Hm., speaks: shout, goto: done}", "unknown-value"),
        ("bare: {phase: opening, boss: Hm., fallback: nowhere, goto: done}", "unknown-node"),
        ("bare: {phase: opening, todo: true}", "todo"),
        ("bare: []", "wrong-type"),
        ("Bare: {phase: opening, boss: Hm., goto: done}", "bad-id"),
    ],
)
def test_a_node_that_cannot_be_is_reported(node: str, code: str) -> None:
    library = library_of(meeting(f"{GOOD.strip()}\n{node}"))
    assert [found for found, *_ in problems(library)] == [code]
    assert library.problems[0].span.line == meeting(f"{GOOD.strip()}\n{node}").splitlines().index(f"  {node}") + 1


DETOUR = """
open:
  phase: opening
  boss: Well?
  choices:
    - {id: chat, say: Nice., move: chat, detour: chat, goto: done}
chat:
  phase: opening
  boss: Nice.
  choices:
    - {id: back, say: So., move: chat, return: true}
"""


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("return: true", "goto: done", "detour-ends"),
        ("return: true", "detour: chat, goto: open", "detour-in-detour"),
        ("detour: chat", "detour: chatt", "unknown-node"),
    ],
)
def test_a_detour_must_come_back_and_begin_no_other(old: str, new: str, code: str) -> None:
    assert problems(library_of(meeting(DETOUR))) == []
    assert code in [found for found, *_ in problems(library_of(meeting(DETOUR.replace(old, new))))]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("  ask: {", "  asc: {", "There is no move 'asc'. Did you mean 'ask'?"),
        ("deep: true", "deep: false", "The last concern needs 'deep: true'."),
        ("surface: current", "surface: sihgt", "There is no concern 'sihgt'. Did you mean 'sight'?"),
        ("start: {trust: 5", "start: {trsut: 5", "There is no meter 'trsut'. Did you mean 'trust'?"),
        ("sight: [I cannot", "site: [I cannot", "There is no concern 'site'. Did you mean 'sight'?"),
        ("signs: [One., Two., Three.]", "signs: [One., Two.]", "At least 3 are needed here; there are 2."),
        ("thinks: They ask.", "thinks: ''", "A text is expected here, and it is empty."),
        ("weight: 1", "weight: 0", "The number must be at least 1."),
        ("pronoun: they", "pronoun: it", "'it' is not one of 'she', 'he' or 'they'."),
    ],
)
def test_a_fault_in_a_persona_is_reported(old: str, new: str, said: str) -> None:
    assert PERSONA.count(old) >= 1
    text = PERSONA.replace(old, new, 1)
    found = [
        (name, line, sentence)
        for _, name, line, sentence in problems(library_of(meeting(GOOD), {"personas/boss.yaml": text}))
    ]
    assert ("boss.yaml", said) in [(name, sentence) for name, _, sentence in found]


def test_faults_in_the_advice_are_reported() -> None:
    cards = CARDS.replace("recommends: [ask]", "recommends: [aks]").replace("LP-01", "LP-02") + "  see: [ask-frist]\n"
    found = [said for _, _, _, said in problems(library_of(meeting(GOOD), {"advice/cards/ask.yaml": cards}))]
    assert found == [
        "There is no move 'aks'. Did you mean 'ask'?",
        "There is no point 'LP-02'. Did you mean 'LP-01'?",
        "There is no card 'ask-frist'. Did you mean 'ask-first'?",
    ]
    twice = problems(library_of(meeting(GOOD), {"advice/cards/ask.yaml": CARDS + CARDS.lstrip()}))
    assert twice == [
        ("duplicate-id", "ask.yaml", 10, "The id 'ask-first' stands here a second time; the first is in line 2.")
    ]


def test_a_meter_out_of_order_is_reported() -> None:
    rules = RULES.replace("low: 3, high: 7", "low: 8, high: 7", 1)
    found = problems(library_of(meeting(GOOD), {"advice/ground-rules.yaml": rules}))
    assert ("meter-range", "ground-rules.yaml", 3) in [each[:3] for each in found]


# --- files that are none


def only_problem(root: Path) -> tuple[str, str]:
    found = [p for p in load_library(shipped=root).problems if p.code != "unknown-persona"]
    assert len(found) == 1, found
    return found[0].code, str(found[0].message)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file-empty"),
        (b"\x00\x01\x02\x03", "control-character"),
        (b"caf\xe9", "not-utf-8"),
        (b"[" * 50_000, "too-deep"),
        (b"# " + b"x" * 50_000_000, "file-too-large"),
        (b"just a text", "wrong-type"),
        (b"- a\n- b", "wrong-type"),
        (b"{}", "missing-key"),
    ],
    ids=["empty", "binary", "latin-1", "deep", "50 MB", "a word", "a list", "empty mapping"],
)
def test_a_file_that_is_no_scenario_is_reported_and_the_rest_is_loaded(
    tmp_path: Path, content: bytes, code: str
) -> None:
    root = write(tmp_path, {"scenarios/meeting.yaml": meeting(GOOD), "scenarios/other.yaml": content})
    library = load_library(shipped=root)
    assert {problem.code for problem in library.problems} == {code}
    assert {os.path.basename(problem.span.path) for problem in library.problems} == {"other.yaml"}  # noqa: PTH119
    assert list(library.scenarios) == ["meeting"]
    assert MAX_BYTES < 50_000_000


def test_a_folder_with_a_files_name_is_reported(tmp_path: Path) -> None:
    root = write(tmp_path, {"scenarios/meeting.yaml": meeting(GOOD)})
    (root / "scenarios" / "more.yaml").mkdir()
    assert only_problem(root) == ("not-a-file", "This is a folder, where a file is expected.")


def test_a_link_to_nowhere_is_reported(tmp_path: Path) -> None:
    root = write(tmp_path, {"scenarios/meeting.yaml": meeting(GOOD)})
    (root / "scenarios" / "more.yaml").symlink_to(root / "nowhere.yaml")
    assert only_problem(root) == ("unreadable", "This is a link to a file that is not there.")


def test_a_pack_that_is_not_there_is_reported(tmp_path: Path) -> None:
    root = write(tmp_path / "world", {"scenarios/meeting.yaml": meeting(GOOD)})
    library = load_library([tmp_path / "nowhere"], shipped=root)
    assert [(problem.code, problem.message) for problem in library.problems] == [
        ("no-pack", "There is no such folder, so no pack could be read from it.")
    ]


def test_without_ground_rules_nothing_breaks(tmp_path: Path) -> None:
    root = write(tmp_path, {"scenarios/meeting.yaml": meeting(GOOD), "advice/ground-rules.yaml": None})
    library = load_library(shipped=root)
    assert library.rules is None
    assert {problem.code for problem in library.problems} == {"unknown-meter"}


def test_an_empty_folder_is_an_empty_library(tmp_path: Path) -> None:
    library = load_library(shipped=tmp_path)
    assert (library.problems, library.scenarios, library.rules) == ([], {}, None)


# --- packs


def test_a_pack_takes_the_place_of_what_has_the_same_id_and_says_so(tmp_path: Path) -> None:
    root = write(tmp_path / "world", {"scenarios/meeting.yaml": meeting(GOOD)})
    pack = tmp_path / "pack" / "scenarios"
    pack.mkdir(parents=True)
    (pack / "meeting.yaml").write_text(meeting(GOOD).replace("A meeting", "My meeting"))
    library = load_library([tmp_path / "pack"], shipped=root)
    assert library.scenarios["meeting"].title == "My meeting"
    (notice,) = library.problems
    assert (notice.code, notice.severity) == ("overridden", "note")
    assert notice.span.path.endswith("pack/scenarios/meeting.yaml")
    assert notice.message.startswith("'meeting' takes the place of the one in ")


def test_a_single_file_is_told_by_what_stands_in_it(tmp_path: Path) -> None:
    library = load_library(shipped=write(tmp_path / "world"))
    for name, text in (
        ("a.yaml", meeting(GOOD)),
        ("b.yaml", PERSONA.replace("id: boss", "id: chief")),
        ("c.yaml", CARDS),
    ):
        (tmp_path / name).write_text(text)
    (tmp_path / "d.yaml").write_text("colour: red")
    load_files([tmp_path / name for name in ("a.yaml", "b.yaml", "c.yaml", "d.yaml", "none.yaml")], library)
    assert (list(library.scenarios), sorted(library.personas)) == (["meeting"], ["boss", "chief"])
    codes = [problem.code for problem in library.problems]
    assert codes == ["id-and-file", "id-and-file", "overridden", "unknown-content", "unreadable"]
    assert reference_problems(library) == []


# --- hashes


def test_the_content_hash_changes_with_whatever_decides_how_the_talk_goes_and_with_nothing_else() -> None:
    def hash_of(scenario: str = meeting(GOOD), **files: str) -> str:
        named = {name.replace("_", "/", 1).replace("_", "-") + ".yaml": text for name, text in files.items()}
        return library_of(scenario, named).content_hash("meeting", "boss")

    from tests.worlds import moves

    plain = hash_of()
    assert hash_of() == plain
    assert hash_of(meeting(GOOD) + "# a comment\n") == plain
    assert hash_of(meeting(GOOD).replace("Well?", "Well??")) != plain
    assert hash_of(personas_boss=PERSONA.replace("Pat", "Sam")) != plain
    assert hash_of(advice_ground_rules=RULES.replace("low: 3", "low: 2")) != plain
    assert hash_of(advice_moves=moves().replace('"general": "depends"', '"general": "hurts"')) != plain
    assert hash_of(advice_moves=moves().replace("One.", "Another.")) == plain


def test_an_unknown_id_gets_a_suggestion_or_all_that_there_are() -> None:
    library = library_of(meeting(GOOD))
    assert (
        unknown_id("meting", library.scenarios, "scenario") == "There is no scenario 'meting'. Did you mean 'meeting'?"
    )
    assert unknown_id("xyz", library.personas, "persona") == "There is no persona 'xyz'. There is: boss."
    assert unknown_id("xyz", {}, "persona").startswith("There is no persona 'xyz'. ")


def test_a_library_is_described_in_a_few_words() -> None:
    assert len(repr(library_of(meeting(GOOD)))) < 200


def test_hostile_text_stays_text() -> None:
    scenario = meeting(GOOD.replace("Well?", '"[b]{{x}}[/x] [@click=app.quit]\\e[2J \\u202e"'))
    library = library_of(scenario)
    assert problems(library) == []
    assert library.scenarios["meeting"].nodes["open"].boss == {"default": "[b]{{x}}[/x] [@click=app.quit][2J"}


def test_the_worlds_ending_is_one() -> None:
    assert END["ending"] == "agreed"
    assert dedent(GOOD).count("goto: done") == 2
