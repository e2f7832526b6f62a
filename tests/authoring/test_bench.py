"""The bench without its screen: what a save changes, and what it never takes away."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from rehearse.authoring.bench.bench import Bench
from rehearse.authoring.bench.draft import Unreadable, first_draft, reread
from rehearse.authoring.bench.outline import outline
from rehearse.authoring.bench.path import Trail, back, leading, onward, walked
from rehearse.authoring.workplace import NotThere, open_workplace
from rehearse.store.session import UnknownContent
from tests.authoring.benching import Desk, laid_out, written_pack
from tests.tui.world import BOSS
from tests.worlds import story_of

if TYPE_CHECKING:
    from pathlib import Path

    from rehearse.authoring.workplace import Workplace


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Workplace:
    """The small meeting, read once."""
    return open_workplace(str(written_pack(tmp_path_factory.mktemp("pack"))))


@pytest.fixture
def desk(pack: Workplace) -> Desk:
    return laid_out(pack)


def walk(desk: Desk, *choices: str) -> None:
    """Say these lines on the bench."""
    for choice in choices:
        desk.bench.node = desk.bench.path.here
        numbers = [each.id for each in desk.bench.point.choices]
        assert desk.bench.follow(numbers.index(choice) + 1) == ""


# --- one version and the next


def test_a_save_reads_the_file_alone_and_keeps_all_that_is_beside_it(desk: Desk) -> None:
    before = desk.bench.draft.library
    desk.save("You wanted a word.", "You asked for a minute.")
    after = desk.bench.draft.library
    assert desk.bench.point.boss == "You asked for a minute."
    assert after.personas is before.personas
    assert after.cards is before.cards
    assert before.scenarios[desk.bench.draft.scenario].nodes["first"].boss == {"default": "You wanted a word."}


def test_a_save_that_changes_nothing_changes_nothing(desk: Desk) -> None:
    walk(desk, "ask", "hear")
    path, problems = desk.bench.path.trail, desk.bench.draft.problems
    moved = desk.follow()
    assert moved is not None
    assert (moved.node, moved.path) == ("", "")
    assert desk.bench.path.trail == path
    assert desk.bench.draft.problems == problems


@pytest.mark.parametrize(
    ("old", "new", "line_with", "says"),
    [
        ("phase: opening", "phase: openin", "phase: openin", "Did you mean 'opening'?"),
        ("goto: third", "goto: thrid", "goto: thrid", "Did you mean 'third'?"),
        ("    choices:\n    - id: ask", "   choices:\n    - id: ask", "   choices:", ""),
        ("trust: -3", "trusst: -3", "trusst: -3", "Did you mean 'trust'?"),
        ("start: first", "start: frist", "start: frist", "Did you mean 'first'?"),
    ],
)
def test_a_broken_save_is_told_at_its_line_and_what_was_shown_stays(
    desk: Desk, old: str, new: str, line_with: str, says: str
) -> None:
    walk(desk, "ask")
    shown, path, node = desk.bench.draft, desk.bench.path, desk.bench.node
    assert desk.save(old, new) is None
    (problem, *_) = desk.bench.findings.problems
    assert problem.severity == "error"
    assert problem.span.line == desk.line_of(line_with)
    assert says in problem.hint
    assert (desk.bench.draft, desk.bench.path, desk.bench.node) == (shown, path, node)
    assert desk.save(new, old) is not None
    assert desk.bench.findings.broken == ()


@pytest.mark.parametrize("content", ["", "just words", "- a\n- list\n", "\tid: x\n", "nodes: 5\n", "id: [\n", "\x00"])
def test_whatever_is_saved_the_last_good_version_stays(desk: Desk, content: str) -> None:
    shown = desk.bench.draft
    desk.file.write_text(content, encoding="utf-8")
    assert desk.follow() is None
    assert desk.bench.draft is shown
    assert desk.bench.findings.problems
    desk.file.unlink()
    assert desk.follow() is None
    assert desk.bench.draft is shown


def test_a_problem_that_leaves_it_playable_is_shown_with_the_new_version(desk: Desk) -> None:
    desk.save("move: accuse", "move: accuse\n      cards: [no-such-card]")
    assert desk.bench.findings.broken == ()
    (problem,) = [problem for problem in desk.bench.findings.problems if problem.code == "unknown-card"]
    assert desk.bench.findings.place_of(problem) == "first"
    assert desk.bench.findings.marks()["first"] == "error"


def test_every_line_of_the_file_is_the_line_of_its_node(desk: Desk) -> None:
    draft = desk.bench.draft
    for number, line in enumerate(desk.text.splitlines(), 1):
        if line.startswith("  ") and not line.startswith("   ") and line.strip().rstrip(":") in draft.written.nodes:
            assert draft.node_at(number) == line.strip().rstrip(":")
    assert draft.node_at(desk.line_of("Six weeks by the window")) == "kept"
    assert draft.node_at(desk.line_of("title: The seat")) == ""
    assert draft.node_at(1) == ""


def test_problems_of_a_broken_version_are_found_at_their_nodes_though_lines_have_shifted(desk: Desk) -> None:
    assert desk.save("start: first", "\n\n\n\n\n\n\n\nstart: frist") is None
    desk.save("start: frist", "start: first")
    assert desk.save("      goto: lost", "      # one\n      # two\n      # three\n      goto: lots") is None
    (problem, *_) = desk.bench.findings.problems
    assert problem.span.line == desk.line_of("goto: lots")
    assert desk.bench.findings.place_of(problem) == "third"


# --- the place


def test_a_node_that_was_renamed_is_followed_to_its_new_name(desk: Desk) -> None:
    walk(desk, "ask")
    moved = desk.save("  second:\n", "  the-floor:\n    renamed_from: second\n")
    assert moved is None  # others still lead to the old name
    desk.file.write_text(desk.text.replace("goto: second", "goto: the-floor"), encoding="utf-8")
    moved = desk.follow()
    assert moved is not None
    assert desk.bench.node == "the-floor"
    assert moved.node == "'second' is called 'the-floor' now."
    assert moved.path == ""


def test_where_a_node_is_gone_the_one_above_it_is_shown(desk: Desk) -> None:
    desk.bench.node = "lost"
    start = desk.text.index("  lost:\n")
    desk.file.write_text(desk.text[:start].replace("goto: lost", "goto: kept"), encoding="utf-8")
    moved = desk.follow()
    assert moved is not None
    assert desk.bench.node == "kept"
    assert "'lost' is no longer there" in moved.node


def test_one_comes_back_to_where_one_was(desk: Desk) -> None:
    desk.bench.go("third")
    desk.bench.go("kept")
    assert desk.bench.return_()
    assert desk.bench.node == "third"
    assert desk.bench.return_()
    assert desk.bench.node == "first"
    assert not desk.bench.return_()


# --- the path


def test_a_choice_goes_on_with_the_path_where_it_stands_and_else_with_the_place_alone(desk: Desk) -> None:
    walk(desk, "ask")
    assert desk.bench.path.trail.lines == ("ask",)
    desk.bench.go("third")
    desk.bench.follow(1)
    assert desk.bench.node == "kept"
    assert desk.bench.path.trail.lines == ("ask",)


def test_the_path_breaks_at_the_line_whose_choice_is_gone_and_is_whole_again_when_it_is_back(desk: Desk) -> None:
    walk(desk, "ask", "hear", "clear")
    moved = desk.save("id: hear", "id: listen-first")
    assert moved is not None
    assert moved.path.startswith("The path breaks at its line 2 of 3: there is no 'hear' at 'second'.")
    span = desk.bench.broken_line()
    assert span is not None
    assert span.line == desk.line_of("  second:")
    assert desk.bench.path.here == "second"
    assert desk.bench.path.trail.lines == ("ask", "hear", "clear")
    moved = desk.save("id: listen-first", "id: hear")
    assert moved is not None
    assert moved.path == ""
    assert desk.bench.path.here == "kept"


def test_a_renamed_choice_does_not_break_the_path(desk: Desk) -> None:
    walk(desk, "ask", "hear", "clear")
    moved = desk.save("id: hear\n", "id: listen-first\n      renamed_from: hear\n")
    assert moved is not None
    assert moved.path == ""
    assert desk.bench.path.here == "kept"


def test_the_path_breaks_where_a_condition_no_longer_holds(desk: Desk) -> None:
    walk(desk, "ask", "hear")
    moved = desk.save("move: acknowledge-their-worry", "move: acknowledge-their-worry\n      when: trust >= 9")
    assert moved is not None
    assert "line 2 of 2" in moved.path
    assert "'hear' cannot be said at 'second' as things stand there now" in moved.path
    span = desk.bench.broken_line()
    assert span is not None
    assert span.line == desk.line_of("- id: hear")


def test_a_path_that_leads_elsewhere_is_told_of_once(desk: Desk) -> None:
    walk(desk, "ask", "hear", "clear")
    moved = desk.save("goto: kept", "goto: lost")
    assert moved is not None
    assert moved.path == ("The path goes another way since its line 3: it comes to 'lost' there, no longer to 'kept'.")
    assert desk.bench.path.here == "lost"
    moved = desk.follow()
    assert moved is not None
    assert moved.path == ""


def test_a_meeting_that_goes_round_in_circles_breaks_the_path_and_nothing_else(desk: Desk) -> None:
    walk(desk, "ask", "hear")
    circle = "  round:\n    phase: proposal\n    goto: about\n  about:\n    phase: proposal\n    goto: round\n  kept:\n"
    desk.write("  kept:\n", circle)
    moved = desk.save("goto: third", "goto: round")
    assert moved is not None
    assert "line 2 of 2" in moved.path
    assert "circles" in moved.path
    assert desk.bench.path.here == "second"
    moved = desk.save("start: first", "start: round")
    assert moved is not None
    assert "cannot be begun" in moved.path
    assert desk.bench.path.here == ""


def test_the_last_line_can_be_taken_back_and_what_broke_goes_first(desk: Desk) -> None:
    walk(desk, "ask", "hear", "clear")
    desk.save("id: hear", "id: listen-first")
    left = []
    for _ in range(3):
        desk.bench.take_back()
        left.append(desk.bench.path.trail.lines)
        assert desk.bench.path.broken is None
    assert left == [("ask",), (), ()]


def test_another_boss_walks_the_same_path(desk: Desk) -> None:
    walk(desk, "ask", "hear")
    for _ in desk.bench.draft.personas:
        assert desk.bench.next_boss() == ""
        assert desk.bench.path.trail.lines == ("ask", "hear")
        assert desk.bench.path.broken is None
    assert desk.bench.persona == BOSS


def test_the_levels_are_gone_through_one_by_one(desk: Desk) -> None:
    begun = desk.bench.level
    seen = [desk.bench.level]
    for _ in desk.bench.story.levels[1:]:
        desk.bench.next_level()
        seen.append(desk.bench.level)
    desk.bench.next_level()
    assert desk.bench.level == begun
    assert set(seen) == {level.id for level in desk.bench.story.levels}


CHANCE = """
open:
  phase: opening
  boss: Well?
  choices:
    - id: ask
      say: Why?
      move: ask
      chance:
        - {weight: 1, to: rare}
        - {weight: 9, to: done}
rare:
  phase: opening
  boss: Oh.
  choices: [{id: please, say: Please., move: please, goto: done}]
"""


def test_a_way_that_chance_decides_is_taken_with_a_draw_that_leads_there() -> None:
    story = story_of(CHANCE)
    trail = leading(story, "everyday", ("open.ask",), "rare")
    assert trail is not None
    assert walked(story, trail).here == "rare"
    assert leading(story, "everyday", ("open.nothing",), "rare") is None


def test_a_path_grows_line_by_line_and_drops_what_could_not_be_said() -> None:
    story = story_of(CHANCE)
    broken = walked(story, Trail("everyday", ("nothing", "at-all")))
    assert broken.broken is not None
    path = onward(broken, "ask")
    assert path.trail.lines == ("ask",)
    assert path.broken is None
    assert back(path).trail.lines == ()


# --- the outline


def test_the_outline_has_every_node_in_the_files_order_or_by_phase_with_the_endings_last(desk: Desk) -> None:
    (group,) = outline(desk.bench, by_phase=False)
    assert [entry.node for entry in group.entries] == ["first", "second", "third", "kept", "lost"]
    groups = outline(desk.bench, by_phase=True)
    assert [group.heading for group in groups] == ["Opening", "Their concerns", "Proposal and close", "Endings"]
    assert [entry.ending for entry in groups[-1].entries] == ["trial", "refused"]


def test_the_search_finds_words_of_every_boss_choices_and_ids(desk: Desk) -> None:
    desk.save(
        "boss: The floor is full, as you know.", "boss: {default: The floor is full., sociable: Crowded, isn't it}"
    )
    assert desk.bench.findings.broken  # the comma ends the text: told, not shown
    desk.save("sociable: Crowded, isn't it}", 'sociable: "Crowded, isn\'t it?"}')
    assert [entry.node for entry in outline(desk.bench, by_phase=False, search="crowded")[0].entries] == ["second"]
    assert [entry.node for entry in outline(desk.bench, by_phase=False, search="THREATEN")[0].entries] == ["third"]
    assert [entry.node for entry in outline(desk.bench, by_phase=False, search="seat weeks")[0].entries] == [
        "third",
        "kept",
    ]
    assert outline(desk.bench, by_phase=False, search="giraffe")[0].entries == ()


def test_the_outline_tells_where_the_path_stands_and_where_it_went(desk: Desk) -> None:
    walk(desk, "ask")
    entries = {entry.node: entry for entry in outline(desk.bench, by_phase=False)[0].entries}
    assert entries["second"].here
    assert entries["first"].passed
    assert not entries["third"].passed


# --- opening


def test_a_boss_that_is_not_there_is_refused_with_the_nearest_that_is(tmp_path: Path) -> None:
    file = written_pack(tmp_path)
    with pytest.raises(UnknownContent, match="Did you mean 'controlling'"):
        Bench(open_workplace(str(file)), "controling")


def test_a_file_that_cannot_be_shown_is_refused_with_its_problem(tmp_path: Path) -> None:
    file = written_pack(tmp_path)
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("goto: kept", "goto: kpet"), encoding="utf-8")
    with pytest.raises(Unreadable) as refused:
        Bench(open_workplace(str(file)), BOSS)
    assert refused.value.problems[0].code == "unknown-node"
    file.write_text("id: [\n", encoding="utf-8")
    with pytest.raises(NotThere):
        open_workplace(str(file))


def test_a_file_outside_any_pack_can_lie_on_the_bench(tmp_path: Path) -> None:
    (tmp_path / "pack").mkdir()
    file = tmp_path / "alone.yaml"
    file.write_text(written_pack(tmp_path / "pack").read_text(encoding="utf-8"), encoding="utf-8")
    workplace = open_workplace(str(file))
    draft = first_draft(workplace, "controlling")
    file.write_text(file.read_text(encoding="utf-8").replace("You wanted a word.", "Yes?"), encoding="utf-8")
    assert reread(draft, "controlling").written.nodes["first"].boss == {"default": "Yes?"}
