"""The author's bench on the screen: what it shows, how it follows the file, and what one can do from it."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from rehearse.analysis.stations import Range, Station
from rehearse.authoring.bench.bench import Bench
from rehearse.authoring.bench.figures import Failed, Figures, Proofs
from rehearse.authoring.bench.process import BackRoom
from rehearse.authoring.proofs.proof import Mark, Proof, Section, Table
from rehearse.authoring.workplace import Workplace, open_workplace
from rehearse.loading.library import shipped_content
from rehearse.store.journal import Journal
from rehearse.tui.answers import OpenBench
from rehearse.tui.bench.dials import DialsScreen
from rehearse.tui.bench.leaves import Leaves
from rehearse.tui.bench.opening import open_bench as open_started
from rehearse.tui.bench.screen import BenchScreen
from rehearse.tui.confirm import ConfirmScreen
from rehearse.tui.debrief.screen import DebriefScreen
from rehearse.tui.talk.screen import A_TRIAL, TalkScreen
from tests.authoring.benching import Desk, laid_out, written_pack
from tests.tui.world import BOSS, PREFIX, WEST, clickable, flat, opened, program, shown, until

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from rehearse.loading.library import Library
    from rehearse.tui.app import RehearseApp

LARGE, SMALL, SMALLEST = (120, 40), (80, 24), (60, 20)
TALL = (120, 70)
ASK = BackRoom.ask
"""As it is where nothing keeps it from working."""


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Workplace:
    return open_workplace(str(written_pack(tmp_path_factory.mktemp("pack"))))


@pytest.fixture
def desk(pack: Workplace) -> Desk:
    return laid_out(pack)


async def open_bench(pilot: Pilot[str], desk: Desk, *, saving: bool = False) -> BenchScreen:
    """Open it; where something is to be saved then, so far that no save is missed."""
    screen = BenchScreen(desk.bench)
    await opened(pilot, screen)
    if saving:
        await until(pilot, screen._work.watch.ready.is_set)
    return screen


def pane(app: RehearseApp, name: str) -> str:
    """What one pane shows of itself."""
    box = app.screen.query_one(f"#{name}").region
    return "\n".join(row[box.x : box.right].rstrip() for row in shown(app).splitlines()[box.y : box.bottom])


def whole(app: RehearseApp, name: str) -> str:
    """All that one pane holds, also what is scrolled away."""
    leaves = app.screen.query_one(f"#{name}", Leaves)
    prompts: list[Any] = [leaves.get_option_at_index(place).prompt for place in range(leaves.option_count)]
    return flat("\n".join(prompt.flowed(60).plain for prompt in prompts))


# --- what it shows


@pytest.mark.parametrize("size", [LARGE, SMALL, SMALLEST])
async def test_the_outline_the_node_and_the_path_are_seen_at_every_size(
    library: Library, desk: Desk, size: tuple[int, int]
) -> None:
    app = program(library)
    async with app.run_test(size=size) as pilot:
        await open_bench(pilot, desk)
        assert "● first" in pane(app, "outline")
        assert "kept ≈ a trial" in pane(app, "outline")
        assert "You wanted a word." in flat(pane(app, "node"))
        assert "No line said yet" in shown(app)
        assert "e Edit" in shown(app)


@pytest.mark.parametrize("size", [LARGE, SMALL, SMALLEST])
async def test_no_entry_of_the_outline_wraps_and_an_ending_keeps_its_sign(
    library: Library, desk: Desk, size: tuple[int, int]
) -> None:
    longer = re.sub(r"\bkept\b", "for-a-longer-while-than-was-meant", desk.text)
    desk.file.write_text(re.sub(r"\blost\b", "refused", longer), encoding="utf-8")
    assert desk.follow() is not None
    app = program(library)
    async with app.run_test(size=size) as pilot:
        await open_bench(pilot, desk)
        rows = [row.strip() for row in pane(app, "outline").splitlines() if row.strip()]
        assert len(rows) == len(desk.bench.nodes)
        assert any(row.startswith("for-a-longer-") and row.endswith("… ≈") for row in rows)
        assert rows[-1] == "refused ✗"


async def test_a_window_that_is_too_small_gets_a_kind_sentence(library: Library, desk: Desk) -> None:
    app = program(library)
    async with app.run_test(size=(50, 18)) as pilot:
        await open_bench(pilot, desk)
        assert "A little more room, please." in shown(app)


async def test_a_node_is_shown_as_the_person_will_see_it_with_what_its_author_wants_to_know(
    library: Library, desk: Desk
) -> None:
    app = program(library)
    async with app.run_test(size=TALL) as pilot:
        await open_bench(pilot, desk)
        seen = whole(app, "node")
        assert f"first Opening · line {desk.line_of('  first:')}" in seen
        assert "A small room, late on a Thursday." in seen
        assert "1 What is behind the move? ask ask-for-the-reason → second trust +1, surfaces room" in seen
        assert "accuse accuse → second trust -5, patience -2" in seen
        await pilot.press("end")
        await pilot.pause()
        seen = whole(app, "node")
        assert "lost Proposal and close · ✗ Refused" in seen
        assert "You move on Monday." in seen
        assert "No next talk." in seen


async def test_every_bosss_words_are_there_at_one_key_and_the_next_boss_at_another(
    library: Library, desk: Desk
) -> None:
    desk.save("boss: You wanted a word.", "boss: {default: You wanted a word., sociable: Sit down first.}")
    app = program(library)
    async with app.run_test(size=TALL) as pilot:
        await open_bench(pilot, desk)
        await pilot.press("v")
        await pilot.pause()
        seen = whole(app, "node")
        assert "Danny ┃ Sit down first." in seen
        assert "Margaret, Gerald, Helen, Pat ┃ You wanted a word." in seen
        await pilot.press("v", "B")
        await until(pilot, lambda: desk.bench.persona == "sociable")
        assert "Sit down first." in whole(app, "node")
        assert "wanted a word" not in whole(app, "node")
        assert "Danny Okafor" in shown(app)
        await pilot.press("l")
        await pilot.pause()
        assert "Tough" in shown(app)


async def test_beside_the_node_stands_what_is_known_of_it(library: Library, desk: Desk) -> None:
    station = Station(
        reached=True,
        states=1234,
        meters=(Range(2, 8), Range(3, 3)),
        concerns=(Range(0, 1), Range(0, 3)),
        lines=("first.ask",),
        comes={"uniform": 0.25, "halfway": 1.0},
        ahead={"uniform": (0.0, 0.5, 0.0, 0.0, 0.5, 0.0, 0.0), "halfway": (0.0, 0.75, 0.0, 0.0, 0.25, 0.0, 0.0)},
    )
    desk.bench.know(Figures(desk.bench.question, {"first": station}, exact=True))
    app = program(library)
    async with app.run_test(size=TALL) as pilot:
        await open_bench(pilot, desk)
        seen = whole(app, "facts")
        assert "At the least 1 line (t takes this way): ask" in seen
        assert "Trust 2 to 8 of 0 to 10" in seen
        assert "Patience 3 of 0 to 10" in seen
        assert "Room for everybody: held to surfaced" in seen
        assert "says anything 25 % ends well 50 %" in seen
        assert "≈ A trial 75 %" in seen
        assert "exact, over all states; 1,234 of them stand here" in seen
        assert "Cards practised here" in seen


async def test_what_is_known_is_worked_out_beside_it(
    library: Library, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(BackRoom, "ask", ASK)
    app = program(library)
    async with app.run_test(size=TALL) as pilot:
        await open_bench(pilot, desk)
        assert "Being worked out" in whole(app, "facts")
        await until(pilot, lambda: "exact, over all states" in whole(app, "facts"))
        await until(pilot, lambda: desk.bench.findings.checked is not None)
        await pilot.press("end", "t")
        await until(pilot, lambda: desk.bench.path.here == "lost")
        assert "● lost" in shown(app)


async def test_why_something_could_not_be_worked_out_is_said(
    library: Library, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(BackRoom, "ask", lambda *_: Failed("It is too large."))
    app = program(library)
    async with app.run_test(size=TALL) as pilot:
        await open_bench(pilot, desk)
        await until(pilot, lambda: "It is too large." in whole(app, "facts"))


async def test_where_there_is_room_for_two_the_facts_come_in_place_of_the_node(library: Library, desk: Desk) -> None:
    app = program(library)
    async with app.run_test(size=SMALL) as pilot:
        screen = await open_bench(pilot, desk)
        assert not screen.query_one("#facts").region
        await pilot.press("tab", "tab")
        await pilot.pause()
        assert "How one comes here" in pane(app, "facts")
        assert not screen.query_one("#node").region
        await pilot.press("left")
        await pilot.pause()
        assert "You wanted a word." in flat(pane(app, "node"))


# --- following the file


async def test_every_save_is_followed_at_the_same_place(library: Library, desk: Desk) -> None:
    app = program(library)
    async with app.run_test(size=LARGE) as pilot:
        await open_bench(pilot, desk, saving=True)
        await pilot.press("down", "down")
        await pilot.pause()
        desk.write("What do you want, then?", "And what would you like?")
        await until(pilot, lambda: "And what would you like?" in flat(pane(app, "node")))
        assert desk.bench.node == "third"
        desk.file.rename(desk.file.with_suffix(".bak"))  # as editors do that put a whole new file in place
        desk.file.write_text(desk.file.with_suffix(".bak").read_text(encoding="utf-8").replace("would you like", "now"))
        await until(pilot, lambda: "And what now?" in flat(pane(app, "node")))
        assert desk.bench.node == "third"


async def test_a_broken_save_is_shown_with_its_line_over_the_last_good_version(library: Library, desk: Desk) -> None:
    app = program(library)
    async with app.run_test(size=LARGE) as pilot:
        await open_bench(pilot, desk, saving=True)
        await pilot.press("1")
        await pilot.pause()
        desk.write("phase: concerns", "phase: concern")
        line = desk.line_of("phase: concern")
        await until(pilot, lambda: f"✗ Line {line}: 'concern' is not one of" in shown(app))
        assert "the last version that could be read" in flat(shown(app))
        assert "The floor is full, as you know." in flat(pane(app, "node"))
        assert "✗● second" in pane(app, "outline")
        assert f"line {line} · unknown-value" in whole(app, "facts")
        desk.write("phase: concern\n", "phase: concerns\n")
        await until(pilot, lambda: "✗" not in pane(app, "outline").replace("✗ refused", ""))
        assert "last version" not in shown(app)


async def test_a_save_that_breaks_the_path_says_at_which_line(library: Library, desk: Desk) -> None:
    app = program(library)
    async with app.run_test(size=LARGE) as pilot:
        await open_bench(pilot, desk, saving=True)
        await pilot.press("1", "1", "1")
        await until(pilot, lambda: "ask → hear → clear" in shown(app))
        desk.write("id: hear", "id: listen")
        await until(pilot, lambda: "The path breaks at its line 2 of 3" in shown(app))
        assert f"(line {desk.line_of('  second:')} of the file)" in flat(shown(app))
        assert "1 of 3" in shown(app)
        assert desk.bench.node == "kept"
        await pilot.press("h")
        await pilot.pause()
        assert desk.bench.node == "second"
        desk.write("id: listen", "id: hear")
        await until(pilot, lambda: "breaks" not in shown(app))
        assert "ask → hear → clear" in shown(app)


async def test_a_change_in_another_file_of_the_pack_is_followed_too(library: Library, desk: Desk) -> None:
    persona = desk.file.parent.parent / "personas" / f"{BOSS}.yaml"
    before = persona.read_text(encoding="utf-8")
    app = program(library)
    try:
        async with app.run_test(size=LARGE) as pilot:
            await open_bench(pilot, desk, saving=True)
            persona.write_text(before.replace("Pat Plain", "Kim Clear"), encoding="utf-8")
            await until(pilot, lambda: "Kim ┃" in pane(app, "node"))
    finally:
        persona.write_text(before, encoding="utf-8")


async def test_what_was_saved_meanwhile_is_what_the_rest_of_the_program_has_then(pack: Workplace, desk: Desk) -> None:
    app = program(pack.library)
    async with app.run_test(size=LARGE) as pilot:
        await until(pilot, lambda: app.screen.query("#start"))
        open_started(app, OpenBench(WEST, BOSS))
        await until(pilot, lambda: isinstance(app.screen, BenchScreen))
        screen = app.screen
        assert isinstance(screen, BenchScreen)
        await until(pilot, screen._work.watch.ready.is_set)
        desk.write("The seat by the west window", "The seat by the door")
        await until(pilot, lambda: "The seat by the door" in shown(app))
        await pilot.press("escape")
        await until(pilot, lambda: app.screen.query("#start"))
        assert app.shelf is not None
        assert app.shelf.library.scenarios[WEST].title == "The seat by the door"
        assert app.shelf.library.cards is pack.library.cards


async def test_the_bench_opens_from_the_home_screen_with_what_is_chosen_there(library: Library) -> None:
    app = program(library)
    async with app.run_test(size=LARGE) as pilot:
        await until(pilot, lambda: app.screen.query("#start"))
        wanted = app.home.wanted
        assert wanted is not None
        await pilot.press("e")
        await until(pilot, lambda: isinstance(app.screen, BenchScreen))
        assert library.scenarios[wanted.scenario].title in shown(app)


# --- moving about


async def test_words_are_searched_in_all_nodes(library: Library, desk: Desk) -> None:
    app = program(library)
    async with app.run_test(size=LARGE) as pilot:
        await open_bench(pilot, desk)
        await pilot.press("slash", *"elsewhere")
        await until(pilot, lambda: "second" not in pane(app, "outline"))
        assert pane(app, "outline").split() == ["third"]
        await pilot.press("enter")
        await pilot.pause()
        assert desk.bench.node == "third"
        await pilot.press("escape")
        await until(pilot, lambda: "second" in pane(app, "outline"))
        await pilot.press("backspace")
        await pilot.pause()
        assert desk.bench.node == "first"


async def test_problems_are_gone_through_and_each_leads_to_its_node(library: Library, desk: Desk) -> None:
    desk.save("move: ask-vaguely", "move: ask-vaguely\n      cards: [no-such-card]")
    app = program(library)
    async with app.run_test(size=LARGE) as pilot:
        await open_bench(pilot, desk)
        assert "1 elsewhere in the file" in flat(pane(app, "facts"))
        await pilot.press("n")
        await pilot.pause()
        assert desk.bench.node == "third"
        assert "There is no card 'no-such-card'." in flat(pane(app, "facts"))
        await pilot.press("h", "tab", "tab", "enter")
        await until(pilot, lambda: desk.bench.node == "third")


async def test_by_phase_the_outline_has_headings(library: Library, desk: Desk) -> None:
    app = program(library)
    async with app.run_test(size=LARGE) as pilot:
        await open_bench(pilot, desk)
        await pilot.press("g")
        await until(pilot, lambda: "Their concerns" in pane(app, "outline"))
        assert "Endings" in pane(app, "outline")


async def test_a_choice_is_followed_with_enter_and_what_cannot_be_said_now_is_marked(
    library: Library, desk: Desk
) -> None:
    desk.save("move: propose-a-trial", "move: propose-a-trial\n      when: trust >= 9")
    app = program(library)
    async with app.run_test(size=TALL) as pilot:
        await open_bench(pilot, desk)
        await pilot.press("tab", "down", "enter")
        await until(pilot, lambda: desk.bench.path.trail.lines == ("agree",))
        assert "trial propose-a-trial → third not now" in whole(app, "node")
        await pilot.press("u")
        await until(pilot, lambda: desk.bench.path.trail.lines == ())


# --- playing


async def test_one_plays_from_a_node_with_meters_as_one_likes_and_comes_back_where_it_ended(
    library: Library, desk: Desk
) -> None:
    app = program(library)
    async with app.run_test(size=LARGE) as pilot:
        screen = await open_bench(pilot, desk)
        await pilot.press("down", "p")
        await until(pilot, lambda: isinstance(app.screen, DialsScreen))
        assert "Play from 'second'" in shown(app)
        await pilot.press("right", "right", "down", "left")
        await pilot.pause()
        assert "7" in next(row for row in shown(app).splitlines() if "Trust" in row and "◂" in row)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, TalkScreen))
        assert flat(A_TRIAL) in flat(shown(app))
        talk = app.screen
        assert isinstance(talk, TalkScreen)
        assert talk._session.played.now.state.meters == (7, 5)
        assert "The floor is full, as you know." in flat(shown(app))
        numbers = [choice.id for choice in talk._session.choices()]
        await pilot.press(str(numbers.index("hear") + 1))
        await pilot.pause()
        await pilot.press("enter", "escape")
        await until(pilot, lambda: app.screen is screen)
        assert desk.bench.node == "third"
        assert desk.bench.path.trail.lines == ()
        assert Journal.open().rehearsals() == ()
        assert "carry on" not in shown(app)


async def test_one_plays_along_the_path_and_what_was_said_is_the_path(library: Library, desk: Desk) -> None:
    app = program(library)
    async with app.run_test(size=LARGE) as pilot:
        screen = await open_bench(pilot, desk)
        await pilot.press("1", "a")
        await until(pilot, lambda: isinstance(app.screen, TalkScreen))
        talk = app.screen
        assert isinstance(talk, TalkScreen)
        assert "What is behind the move?" in flat(shown(app))
        numbers = [choice.id for choice in talk._session.choices()]
        await pilot.press(str(numbers.index("refuse") + 1))
        await pilot.pause()
        await pilot.press("d")
        await until(pilot, lambda: isinstance(app.screen, DebriefScreen))
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is screen)
        assert desk.bench.path.trail.lines == ("ask", "refuse")
        assert desk.bench.node == "third"


async def test_the_dials_turn_to_another_boss_and_level_and_can_be_left(library: Library, desk: Desk) -> None:
    app = program(library)
    async with app.run_test(size=SMALL) as pilot:
        screen = await open_bench(pilot, desk)
        await pilot.press("p")
        await until(pilot, lambda: isinstance(app.screen, DialsScreen))
        await pilot.press("up", "up", "right", "down", "right")
        await pilot.pause()
        assert "Margaret Voss" in shown(app)
        assert "Tough" in shown(app)
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is screen)


# --- the editor


def editor(folder: Path, name: str) -> Path:
    """A program that writes down what it was called with."""
    path = folder / name
    path.write_text(
        f"#!{sys.executable}\nimport sys\nopen({str(folder / 'called')!r}, 'w').write('\\n'.join(sys.argv[1:]))\n"
    )
    path.chmod(0o755)
    return path


async def test_an_editor_with_a_window_of_its_own_opens_at_the_choice_that_is_marked(
    library: Library, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", f"{editor(tmp_path, 'code')} --wait")
    app = program(library)
    called = tmp_path / "called"
    async with app.run_test(size=LARGE) as pilot:
        await open_bench(pilot, desk)
        await pilot.press("tab", "down", "e")
        await until(pilot, lambda: called.exists() and called.read_text())
        line = desk.line_of("- id: agree")
        assert called.read_text().split("\n") == ["--wait", "-g", f"{desk.bench.draft.span().path}:{line}:7"]
        await until(pilot, lambda: any("Opened in code" in each.message for each in app._notifications))


@pytest.mark.parametrize(
    ("command", "says"),
    [
        ("", "No editor is set."),
        ("my-own-editor --now", "cannot be handed over"),
        ("code-insiders", "There is no program 'code-insiders'"),
        ("vim 'x", "a quote that is not closed"),
    ],
)
async def test_where_no_editor_can_be_opened_a_sentence_says_why(
    library: Library, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str, says: str
) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", command)
    monkeypatch.setenv("PATH", str(tmp_path))
    app = program(library)
    async with app.run_test(size=LARGE) as pilot:
        screen = await open_bench(pilot, desk)
        await pilot.press("e")
        await until(pilot, lambda: any(says in each.message for each in app._notifications))
        assert app.screen is screen


async def test_a_shipped_meeting_is_copied_before_it_is_edited(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", f"{editor(tmp_path, 'code')}")
    origin = shipped_content().resolve() / "scenarios" / "one-day-a-week.yaml"
    monkeypatch.chdir(tmp_path)
    called = tmp_path / "called"
    bench = Bench(Workplace(library, "one-day-a-week", origin), "controlling")
    app = program(library)
    async with app.run_test(size=LARGE) as pilot:
        await open_bench(pilot, Desk(origin, bench))
        await pilot.press("e")
        await until(pilot, lambda: isinstance(app.screen, ConfirmScreen))
        assert "came with the program" in flat(shown(app))
        await pilot.press("y")
        copy = tmp_path / "rehearse-home" / "packs" / "my-meetings" / "scenarios" / "one-day-a-week.yaml"
        await until(pilot, lambda: bench.draft.file == copy)
        await until(pilot, called.exists)
        assert copy.read_bytes() == origin.read_bytes()
        screen = app.screen
        assert isinstance(screen, BenchScreen)
        await until(pilot, screen._work.watch.ready.is_set)
        copy.write_text(copy.read_text(encoding="utf-8").replace("title: One day a week", "title: Some day"))
        await until(pilot, lambda: "Some day" in shown(app))


# --- proof


def proof() -> Proof:
    mark = Mark(
        "giveaway-length",
        "failing",
        f"The longest line is the best one. {PREFIX}",
        "above chance",
        "Shorten it.",
        node="first",
    )
    table = Table(
        ("Person", "agreed", "trial"), (("anybody", "3 %", "40 %"), ("by the advice", "12 %", "60 %")), "Odds"
    )
    sections = (
        Section("endings", "How it ends", ("For most in a trial.",), (table,)),
        Section("giveaways", "Giveaways", marks=(mark,)),
    )
    return Proof(WEST, "The seat", (BOSS,), ("everyday",), sections)


async def test_the_proof_is_a_page_with_what_is_to_be_mended_first(library: Library, desk: Desk) -> None:
    asked: list[Proofs] = []

    def prove(question: Proofs) -> Any:
        asked.append(question)
        return proof() if question.persona else Failed("It is too large.")

    app = program(library)
    async with app.run_test(size=LARGE) as pilot:
        screen = await open_bench(pilot, desk)
        screen._work.prove = prove  # type: ignore[method-assign]
        await pilot.press("f")
        await until(pilot, lambda: "One thing is to be mended." in shown(app))
        seen = flat(shown(app))
        assert "How it ends ✓ kept For most in a trial." in seen
        assert "by the advice 12 % 60 %" in seen
        assert f"✗ The longest line is the best one. {PREFIX} first" in seen
        assert "Shorten it." in seen
        assert not any("quit" in action and action != "app.quit" for action in clickable(app))
        await pilot.press("b")
        await until(pilot, lambda: "It is too large." in shown(app))
        assert asked == [Proofs(BOSS), Proofs()]
        await pilot.press("b")
        await until(pilot, lambda: "One thing is to be mended." in shown(app))
        assert len(asked) == 2
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is screen)
        assert f"From the proof ✗ The longest line is the best one. {PREFIX} Shorten it." in whole(app, "facts")


# --- whatever an author writes


async def test_what_an_author_writes_is_never_markup(strange: Library) -> None:
    app = program(strange)
    path = Path(strange.origins["scenarios", WEST].document.path)
    bench = Bench(Workplace(strange, WEST, path), BOSS)
    async with app.run_test(size=TALL) as pilot:
        screen = BenchScreen(bench)
        await opened(pilot, screen)
        seen = shown(app)
        assert "[/x] [@click=app.quit]x[/]" in whole(app, "node")
        assert "\x1b" not in seen
        assert "\u202e" not in seen
        for key in ("v", "end", "p"):
            await pilot.press(key)
            await pilot.pause()
        assert "[/x]" in shown(app)
        assert "app.quit" not in clickable(app)
