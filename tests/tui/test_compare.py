"""Two ways in which a talk went, side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from rehearse.coaching.debrief.comparison import QUESTION
from rehearse.store.places import exports_folder
from rehearse.tui.debrief.compare import CompareScreen
from rehearse.tui.debrief.screen import DebriefScreen
from rehearse.tui.help import PARAGRAPHS, TITLES
from rehearse.tui.keys import SHORTCUTS, shortcuts
from tests.tui.debriefing import LARGE, SMALL, SMALLEST, after, page, press, script_of
from tests.tui.world import clickable, flat, library_of, make_pack, opened, program, shown, until

if TYPE_CHECKING:
    from rehearse.loading.library import Library
    from rehearse.store.session import Session

BOTH = "#both"


@pytest.fixture
def better(library: Library) -> Session:
    """The second try of a talk that went wrong at the second turn."""
    first = after(library, "ask", "refuse", "leave")
    again = first.fork(1)
    for choice in ("hear", "clear"):
        again.say(choice)
    return again


@pytest.mark.parametrize("size", [LARGE, SMALL, SMALLEST])
async def test_both_stand_beside_one_another_from_the_turn_where_they_part(
    library: Library, better: Session, size: tuple[int, int]
) -> None:
    app = program(library)
    async with app.run_test(size=size) as pilot:
        await opened(pilot, DebriefScreen(better))
        await press(pilot, "5")
        assert "First talk Refused: The seat is gone" in page(app)
        assert "Again from turn 2 this one A trial: Six weeks by the window" in page(app)
        await press(pilot, "b")
        await until(pilot, lambda: isinstance(app.screen, CompareScreen))
        told = page(app, BOTH)
        assert "They are the same up to turn 1." in told
        assert "What is behind the move?" not in told
        rows = script_of(app, BOTH).flowed(app.screen.query_one(f"{BOTH} Prose").content_size.width).plain.splitlines()
        heads = [row for row in rows if "First talk" in row]
        if size == SMALLEST:  # one below the other
            assert all("Again from turn 2" not in row for row in heads)
        else:
            assert any("Again from turn 2" in row for row in heads)
            assert any("I shall stay where I am." in row and "A full floor is hard" in row for row in rows)
        for text in ("I shall stay where I am.", "A full floor is hard on you.", "Refused", "A trial"):
            assert text in flat(" ".join(row.replace("│", " ") for row in rows))


async def test_what_the_better_one_has_is_told_only_after_one_has_looked(library: Library, better: Session) -> None:
    app = program(library)
    async with app.run_test(size=LARGE) as pilot:
        await opened(pilot, DebriefScreen(better))
        await press(pilot, "b")
        assert QUESTION in page(app, BOTH)
        assert "went better" not in page(app, BOTH)
        await press(pilot, "enter")
        told = page(app, BOTH)
        assert "Again from turn 2 went better. It followed" in told
        used = {turn.rule for turn in better.debrief().turns if turn.rule and turn.verdict in {"strong", "fair"}}
        assert any(rule.title in told and rule.sources[0].point in told for rule in used)
        await press(pilot, "escape")
        assert isinstance(app.screen, DebriefScreen)


@pytest.mark.parametrize("size", [LARGE, SMALL])
async def test_back_in_the_debrief_the_keys_do_what_they_did(
    library: Library, better: Session, size: tuple[int, int]
) -> None:
    app = program(library)
    async with app.run_test(size=size) as pilot:
        await opened(pilot, DebriefScreen(better, fresh=True))
        await press(pilot, "n", "n", "b", "escape")
        for key, title in (("4", "What they were worried about"), ("9", "From Pat's chair"), ("2", "Your guess")):
            await press(pilot, key)
            assert page(app).startswith(title)
    assert better.journal.notes("guess") == ()


async def test_of_more_than_two_each_side_can_be_another_one(library: Library, better: Session) -> None:
    third = better.fork(1)
    third.say("trial")
    app = program(library)
    async with app.run_test(size=LARGE) as pilot:
        await opened(pilot, DebriefScreen(third))
        await press(pilot, "b")
        assert "Shall we try it for six weeks?" in page(app, BOTH)
        seen = set()
        for key in ("l", "l", "r", "r"):
            row = next(row for row in shown(app).splitlines() if "Again from turn 2" in row or "First talk" in row)
            names = [name.strip() for name in row.strip().split("│")]
            assert names[0] != names[1].split("   ")[0]
            seen |= {names[0], names[1].split("   ")[0]}
            await press(pilot, key)
        assert seen == {"First talk", "Again from turn 2", "Again from turn 2, second time"}


async def test_two_alone_are_not_changed_and_one_alone_not_compared(library: Library, better: Session) -> None:
    app = program(library)
    async with app.run_test(size=LARGE) as pilot:
        await opened(pilot, DebriefScreen(better))
        await press(pilot, "b")
        assert app.screen.check_action("other", ("left",)) is False
        alone = after(library, "ask", seed=9)
        await opened(pilot, DebriefScreen(alone))
        assert app.screen.check_action("compare", ()) is False
        await press(pilot, "b")
        assert isinstance(app.screen, DebriefScreen)


async def test_curves_that_come_later_come_into_view(library: Library, better: Session) -> None:
    app = program(library)
    async with app.run_test(size=LARGE) as pilot:
        await opened(pilot, DebriefScreen(better))
        await press(pilot, "b")
        assert "100%" not in page(app, BOTH)
        better.worth_now()
        await until(pilot, lambda: "100%" in page(app, BOTH))
        rows = [flat(row) for row in script_of(app, BOTH).flowed(100).plain.splitlines()]
        assert any(row.startswith("Turn 1 2 3 ") for row in rows)


async def test_both_are_exported_as_markdown_and_html(library: Library, better: Session) -> None:
    better.worth_now()
    app = program(library)
    async with app.run_test(size=LARGE) as pilot:
        screen = DebriefScreen(better)
        await opened(pilot, screen)
        await until(pilot, lambda: screen.looking.debrief.chances is not None)
        await press(pilot, "b", "e")
        assert any("side-by-side" in each.message for each in app._notifications)
    written = {path.suffix: path.read_text(encoding="utf-8") for path in exports_folder().iterdir()}
    assert set(written) == {".md", ".html"}
    for text in written.values():
        assert "A full floor is hard on you." in text
        assert "I shall stay where I am." in text
        assert "went better" in text
        assert "urn 1 " in text  # the curves, in numbers
        assert "practice, not legal advice" in text


async def test_its_keys_are_explained_and_texts_are_never_markup(tmp_path_factory: pytest.TempPathFactory) -> None:
    library = library_of(make_pack(tmp_path_factory.mktemp("pack"), strange=True))
    first = after(library, "ask", "refuse", "leave")
    again = first.fork(1)
    again.say("hear")
    app = program(library)
    for size in (LARGE, SMALLEST):
        async with app.run_test(size=size) as pilot:
            await opened(pilot, DebriefScreen(again))
            await press(pilot, "b", "enter", "down", "up")
            assert "[/x] [@click=app.quit]x[/]" in page(app, BOTH)
            assert not set(shown(app)) & set("\x1b\x07\x9b\u202e\u2066\u200b")
            assert clickable(app) <= {shortcut.action for shortcut in SHORTCUTS}
        app = program(library)
    assert PARAGRAPHS["compare"]
    assert TITLES["compare"]
    keys = [key for shortcut in shortcuts("compare") for key in shortcut.keys.split(",")]
    assert len(keys) == len(set(keys))
