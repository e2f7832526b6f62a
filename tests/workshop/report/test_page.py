"""The report's page: it is whole, harmless, readable at any width, and prints."""

from __future__ import annotations

import re
from base64 import b64decode
from functools import partial
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import pytest

from rehearse.workshop.report.page import html
from rehearse.workshop.report.page.parts import ends_apart
from rehearse.workshop.session import events as e
from rehearse.workshop.session import rules
from tests.browser import CHROMIUM, Browser
from tests.workshop.report.pretend import whole_session

if TYPE_CHECKING:
    from collections.abc import Iterator

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "=HYPERLINK(1)",
    "A\u202eB\x1b[2J",
    "[/] [@click=app.quit]x[/]",
)
_VOID = {"meta", "link", "br", "img", "rect", "line", "circle"}


class Page(HTMLParser):
    """What is in a page: its elements with how they are nested, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self._open: list[str] = []
        self.feed(page)
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in _VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag, tag

    def handle_data(self, data: str) -> None:
        if "style" not in self._open:
            self.text += f"{data} "

    @property
    def said(self) -> str:
        """The text, its blanks made one."""
        return " ".join(self.text.split())


@pytest.fixture(scope="module")
def page(report):
    return Page(html(report))


def test_the_page_is_well_formed_and_reaches_for_nothing(page):
    assert {tag for tag, _ in page.elements}.isdisjoint({"script", "link", "img", "iframe", "form", "a"})
    for _, found in page.elements:
        assert {"src", "href", "action", "style"}.isdisjoint(found)
        assert not any(name.startswith("on") for name in found)
    policies = [found for tag, found in page.elements if tag == "meta" and "http-equiv" in found]
    assert policies[0]["content"].startswith("default-src 'none'; style-src 'sha256-")


def test_what_a_coach_hands_around_is_on_it(page, report):
    for heading in ("Branch 1 beside branch 2", "Branch 2, line by line", "Worth another try", "Everybody alone"):
        assert heading in page.said
    assert "Advice that was missed" in page.said
    assert "Who took part" in page.said
    for branch in report.branches:
        assert branch.outcome.title in page.said
        for turn in branch.turns:
            assert turn.said in page.said
            assert all(line.text in page.said for asked in turn.asked for line in asked.lines)
    assert report.meaning in page.said
    order = ("votes held", "Chance of", "Branch 1 beside", "Branch 1, line", "What observers saw", "Everybody alone")
    places = [page.said.index(each) for each in order]
    assert places == sorted(places)
    assert "Leaders Plus LP-" in page.said
    assert "This is practice, not legal advice" in page.said


def test_the_authors_notes_for_the_coach_are_not_on_it(page, bench):
    nodes = bench.library.scenarios["one-day-a-week"].nodes.values()
    sentences = [each for node in nodes for each in re.split(r"(?<=[.!?])\s+", " ".join(str(node.notes or "").split()))]
    assert sum(bool(each) for each in sentences) > 10
    assert not [each for each in sentences if each and each in page.said]


def test_no_name_and_no_small_count_of_people_is_on_the_page_of_an_anonymous_session(page, thirty):
    names = {each.event.name for each in thirty if isinstance(each.event, e.Joined)}
    words = set(re.findall(r"\w+", page.said))
    assert not {name for name in names if name in words}
    assert not re.search(r"\b[1-4] (people|persons?|observers)\b", page.said)
    assert "fewer than five" in page.said


@pytest.fixture(scope="module")
def hostile(bench):
    """A session with names, all of which are attacks, as are the words that are proposed."""

    async def lead(led):
        await led.join(*HOSTILE)
        for seat, words in enumerate(HOSTILE, 1):
            await led.suggest(seat, words)
        await led.line("frame")
        await led.do(rules.set_mode, "alone")
        for seat in range(1, 6):
            await led.alone(seat, 2, seat)

    return bench.told(bench.led(lead, anonymous=False, title=HOSTILE[0]))


def test_whatever_people_typed_stands_there_as_text(hostile):
    page = Page(html(hostile))
    assert {tag for tag, _ in page.elements}.isdisjoint({"script", "img"})
    for text in (*HOSTILE[:3], "AB", HOSTILE[4]):
        assert text in page.said
    assert not re.search(r"[\u202a-\u202e\u2066-\u2069\x00-\x08\x1b]", html(hostile))


def test_with_names_the_page_says_so(hostile):
    page = Page(html(hostile))
    assert "held with names" in page.said
    assert "Each by name" in page.said


@pytest.mark.parametrize("people", [0, 1, 4, 5])
def test_a_page_is_made_of_any_session(bench, people):
    async def lead(led):
        await led.join(*(f"Name {number}" for number in range(people)))
        await led.next()
        await led.votes(*["frame"] * people)

    page = Page(html(bench.told(bench.led(lead))))
    assert "still running" in page.said
    assert "The vote is going on" in page.said


def test_of_few_people_the_page_says_what_is_withheld(bench):
    page = Page(html(bench.told(bench.led(partial(whole_session, people=3)))))
    assert "the tally is withheld" in page.said
    assert "what they said and how it ended is withheld".lower() in page.said.lower().replace("so what", "what")
    assert "words that were not played are withheld" in page.said


def test_names_of_curves_that_end_alike_stand_apart():
    assert ends_apart([10, 12, 100], 18) == [10, 28, 100]
    assert ends_apart([50, 50, 50], 10) == [50, 60, 70]
    assert ends_apart([]) == []


# --- in a browser


@pytest.fixture
def shown(report, tmp_path) -> Iterator[Any]:
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed here.")
    file = tmp_path / "report.html"
    file.write_text(html(report), encoding="utf-8")
    opened = []

    def show(width: int, height: int = 900) -> Browser:
        opened.append(Browser(width, height))
        opened[-1].call("Page.navigate", url=file.as_uri())
        opened[-1].until("location.protocol === 'file:' && document.readyState === 'complete'")
        return opened[-1]

    yield show
    for each in opened:
        each.close()


@pytest.mark.parametrize("width", [360, 820, 1600])
def test_nothing_sticks_out_at_any_width_and_nothing_is_asked_for(shown, width):
    browser = shown(width)
    assert browser.ask("document.documentElement.scrollWidth") == width
    assert browser.complaints == []
    assert len(browser.asked) == 1


def test_it_prints_on_few_numbered_pages_of_a4_and_in_dark_ink(shown):
    browser = shown(820)
    browser.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": "dark"}])
    dark = browser.ask("getComputedStyle(document.body).backgroundColor")
    printed = b64decode(browser.call("Page.printToPDF", preferCSSPageSize=True, printBackground=True)["data"])
    assert printed.startswith(b"%PDF")
    assert 2 < len(re.findall(rb"/Type /Page\b", printed)) <= 9  # eight with most fonts
    assert re.search(rb"/MediaBox \[0 0 594\.\d+ 841\.\d+\]", printed)
    browser.call("Emulation.setEmulatedMedia", media="print")
    ink, paper = browser.ask("[getComputedStyle(document.body).color, getComputedStyle(document.body).backgroundColor]")
    assert dark == "rgb(29, 28, 25)"
    assert ink == "rgb(17, 17, 17)"
    assert paper == "rgba(0, 0, 0, 0)"
