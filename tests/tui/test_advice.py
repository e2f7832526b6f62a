"""The advice screen: searching as one types, filters, and cards that lead to one another."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from textual.widgets import Input, OptionList, Select

from rehearse.tui.advice import AdviceScreen, CardList
from rehearse.tui.app import RehearseApp
from rehearse.tui.card_view import CardView
from rehearse.tui.home.screen import HomeScreen
from tests.tui.world import STRANGE, UNSPEAKABLE, flat, opened, program, shown, until

if TYPE_CHECKING:
    from pathlib import Path

    from textual.pilot import Pilot

    from rehearse.loading.library import Library

LARGE, SMALL, SMALLEST = (120, 40), (80, 24), (60, 20)


def listed(app: RehearseApp) -> list[str]:
    """The ids of the cards in the list."""
    return [option.id for option in app.screen.query_one(CardList).options if option.id is not None]


def card(app: RehearseApp) -> str:
    """What stands on the card, without the breaks of its rows."""
    region = app.screen.query_one(CardView).region
    rows = shown(app).splitlines()[region.y : region.bottom]
    return flat("\n".join(row[region.x : region.right] for row in rows).replace("▌", " "))


async def open_advice(pilot: Pilot[str], card_id: str = "") -> None:
    await opened(pilot, AdviceScreen(card_id))
    await until(pilot, lambda: "cards" in shown(pilot.app))  # type: ignore[arg-type]


async def test_every_card_is_listed_under_its_stage(library: Library) -> None:
    app = program(library)
    async with app.run_test(size=LARGE) as pilot:
        await open_advice(pilot)
        assert app.shelf is not None
        assert listed(app) == [each.id for each in app.shelf.catalogue.cards]
        assert f"{len(app.shelf.catalogue.cards)} cards" in shown(app)
        assert "Prepare" in shown(app)


async def test_typing_searches_as_one_types(library: Library) -> None:
    app = program(library)
    async with app.run_test(size=SMALL) as pilot:
        await open_advice(pilot)
        await pilot.press(*"worr")
        await pilot.pause()
        assert app.shelf is not None
        assert listed(app) == [each.id for each in app.shelf.catalogue.search("worr")]
        assert 0 < len(listed(app)) < len(app.shelf.catalogue.cards)
        assert f"{len(listed(app))} of " in shown(app)


async def test_the_key_of_the_search_pressed_in_the_field_itself_is_no_word_of_the_search(library: Library) -> None:
    app = program(library)
    async with app.run_test(size=SMALL) as pilot:
        await open_advice(pilot)
        await pilot.press("slash", *"worr")
        await pilot.pause()
        assert app.shelf is not None
        assert listed(app) == [each.id for each in app.shelf.catalogue.search("worr")]


async def test_words_that_no_card_holds_get_a_sentence_and_one_key_shows_all_again(library: Library) -> None:
    app = program(library)
    async with app.run_test(size=SMALL) as pilot:
        await open_advice(pilot)
        await pilot.press(*"xyzzy")
        await pilot.pause()
        assert "No card holds all of these words." in shown(app)
        await pilot.press("ctrl+r")
        await pilot.pause()
        assert app.shelf is not None
        assert len(listed(app)) == len(app.shelf.catalogue.cards)


@pytest.mark.parametrize("name", ["stage", "persona", "article"])
async def test_each_filter_leaves_only_what_belongs_to_it(library: Library, name: str) -> None:
    app = program(library)
    async with app.run_test(size=LARGE) as pilot:
        await open_advice(pilot)
        assert app.shelf is not None
        value = {"stage": "negotiate", "persona": "sociable", "article": "dear-robin"}[name]
        app.screen.query_one(f"#{name}", Select).value = value
        await pilot.pause()
        assert listed(app) == [each.id for each in app.shelf.catalogue.search("", **{name: value})]
        assert 0 < len(listed(app)) < len(app.shelf.catalogue.cards)


async def test_a_filter_is_chosen_with_the_keyboard_alone(library: Library) -> None:
    app = program(library)
    async with app.run_test(size=SMALL) as pilot:
        await open_advice(pilot)
        await pilot.press("tab", "enter", "down", "down", "enter")
        await pilot.pause()
        assert app.shelf is not None
        assert listed(app) == [each.id for each in app.shelf.catalogue.search("", stage="set-up")]


@pytest.mark.parametrize("size", [(120, 70), (80, 90), (60, 90)])
async def test_a_card_shows_everything_that_belongs_to_it(library: Library, size: tuple[int, int]) -> None:
    app = program(library)
    async with app.run_test(size=size) as pilot:
        await open_advice(pilot, "report-before-you-are-asked")
        assert app.shelf is not None
        catalogue = app.shelf.catalogue
        chosen = catalogue.card("report-before-you-are-asked")
        seen = card(app)
        expected = [
            chosen.title,
            chosen.why,
            chosen.example,
            chosen.counter_example,
            "Margaret Voss",
            "Meet their worry",
        ]
        expected += catalogue.labels((*chosen.recommends, *chosen.warns_against))
        for source in catalogue.sources(chosen):
            expected += [source.article, source.publisher, source.text, source.point]
        expected += [catalogue.card(each).title for each in chosen.see]
        for text in expected:
            assert flat(text) in seen, text


@pytest.mark.parametrize("size", [SMALL, SMALLEST])
async def test_a_long_card_scrolls_to_its_end_by_keyboard(library: Library, size: tuple[int, int]) -> None:
    app = program(library)
    async with app.run_test(size=size) as pilot:
        await open_advice(pilot, "report-before-you-are-asked")
        await pilot.press("enter", "end")
        await until(pilot, lambda: "Read on" in card(app))


async def test_a_related_card_opens_and_one_key_leads_back(library: Library) -> None:
    app = program(library)
    async with app.run_test(size=LARGE) as pilot:
        await open_advice(pilot, "report-before-you-are-asked")
        app.screen.query_one("#card-related", OptionList).focus()
        await pilot.press("enter")
        await until(pilot, lambda: card(app).startswith("Say when you can be reached"))
        assert app.screen.query_one(CardList).highlighted_option.id == "say-when-and-how-fast"  # type: ignore[union-attr]
        await pilot.press("backspace")
        await until(pilot, lambda: card(app).startswith("Offer a report before you are asked"))


async def test_a_related_card_outside_the_search_opens_too(library: Library) -> None:
    app = program(library)
    async with app.run_test(size=LARGE) as pilot:
        await open_advice(pilot)
        app.screen.query_one("#search", Input).value = "half a page"
        await until(pilot, lambda: listed(app) == ["report-before-you-are-asked"])
        app.screen.query_one("#card-related", OptionList).focus()
        await pilot.press("enter")
        await until(pilot, lambda: card(app).startswith("Say when you can be reached"))
        assert listed(app) == ["report-before-you-are-asked"]


async def test_from_the_search_down_goes_into_the_list_and_slash_back(library: Library) -> None:
    app = program(library)
    async with app.run_test(size=SMALL) as pilot:
        await open_advice(pilot)
        await pilot.press("down", "down")
        assert app.focused is app.screen.query_one(CardList)
        await pilot.press("slash")
        assert app.focused is app.screen.query_one("#search")
        await pilot.press("question_mark")
        assert app.screen.query_one("#search", Input).value == "?"


async def test_the_card_lies_below_the_list_only_where_there_is_little_room(library: Library) -> None:
    app = program(library)
    async with app.run_test(size=SMALL) as pilot:
        await open_advice(pilot)
        cards, view = app.screen.query_one(CardList), app.screen.query_one(CardView)
        assert view.region.x > cards.region.x
        await pilot.resize_terminal(62, 24)
        await pilot.pause()
        assert view.region.y > cards.region.y


async def test_escape_leads_back(library: Library) -> None:
    app = program(library)
    async with app.run_test(size=SMALL) as pilot:
        await open_advice(pilot)
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))


@pytest.mark.parametrize("size", [LARGE, SMALL, SMALLEST])
async def test_strange_texts_are_shown_as_they_are_written(tmp_path: Path, size: tuple[int, int]) -> None:
    strange = f"{STRANGE.replace('{{sighs}}', '{sighs}')} {UNSPEAKABLE}"
    article = {"id": "odd", "title": strange, "short": strange, "publisher": strange}
    point = {"id": "OD-01", "article": "odd", "where": strange, "stage": "open", "for": "any", "text": strange}
    odd = {
        "id": "odd-card",
        "title": strange,
        "why": strange,
        "example": strange,
        "counter_example": strange,
        "recommends": ["set-the-frame"],
        "stages": ["prepare"],
        "points": ["OD-01"],
        "see": ["odd-card"],
    }
    for name, value in {"articles": [article], "points": [point], "cards/prepare": [odd]}.items():
        path = tmp_path / "pack" / "advice" / f"{name}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(value), encoding="utf-8")
    app = RehearseApp(packs=[tmp_path / "pack"])
    async with app.run_test(size=size) as pilot:
        await open_advice(pilot, "odd-card")
        assert app.shelf is not None
        assert not app.shelf.library.errors
        app.screen.query_one("#article", Select).value = "odd"
        await pilot.pause()
        assert listed(app) == ["odd-card"]
        seen = shown(app)
        assert "[/x]" in seen
        assert not {"\x1b", "\x07", "\x9b", "\u202e"} & set(seen)
        await pilot.click("#article")
        await pilot.pause()
        assert "[/x]" in shown(app)
