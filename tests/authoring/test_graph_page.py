"""The page of ``rehearse graph`` in a real browser, where the machine has one (``test_graph`` looks at its text)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from rehearse.authoring.graph.html import html
from tests.authoring.test_graph import NASTY, large_page, nasty, shipped
from tests.browser import CHROMIUM, Browser

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from rehearse.authoring.graph.formats import ScenarioGraph

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not on this machine")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with Browser() as found:
        yield found


def opened(browser: Browser, graph: ScenarioGraph | str, folder: Path, part: str = "") -> Browser:
    """Open the page of *graph*, or a page that is made already."""
    page = folder / "graph.html"
    page.write_text(graph if isinstance(graph, str) else html(graph), encoding="utf-8")
    browser.complaints.clear()
    browser.asked.clear()
    browser.open(page, part)
    return browser


def panel(browser: Browser) -> str:
    told: str = browser.ask("document.getElementById('told').innerText")
    return told


def middle(browser: Browser, index: int) -> tuple[float, float]:
    """Where on the screen a node is."""
    place: Any = browser.ask(
        f"(({index}) => {{ const r = groups[{index}].getBoundingClientRect();"
        "return [r.x + r.width / 2, r.y + r.height / 2] })()".replace(f"(({index})", "(()")
    )
    return place[0], place[1]


def test_a_point_is_read_by_a_click_and_its_links_lead_on(browser: Browser, tmp_path: Path) -> None:
    graph = shipped()
    opened(browser, graph, tmp_path)
    start = graph.story.nodes[graph.story.start]
    assert start.boss.split(".")[0] not in panel(browser)
    browser.click(*middle(browser, start.index))
    told = panel(browser)
    assert start.boss.split(".")[0] in told
    assert start.choices[0].say in told
    assert browser.ask("location.hash") == f"#{start.id}"
    target = graph.meeting.targets(start.choices[0].index)[0]
    browser.ask("document.querySelector('#told .go').click()")
    assert graph.story.nodes[target].boss.split(".")[0] in panel(browser)
    browser.ask("history.back()")
    browser.until(f"document.getElementById('told').innerText.includes({start.choices[0].say!r})")
    assert browser.complaints == []
    assert {address.split(":")[0] for address in browser.asked} == {"file"}


def test_everything_can_be_done_with_the_keyboard(browser: Browser, tmp_path: Path) -> None:
    graph = shipped()
    opened(browser, graph, tmp_path)
    before = browser.ask("({...view})")
    browser.press("ArrowDown")
    assert browser.ask("view.y") < before["y"]
    browser.press("+")
    assert browser.ask("view.scale") > before["scale"]
    browser.press("-")
    assert browser.ask("view.scale") == pytest.approx(before["scale"])
    browser.press("0")
    assert browser.ask("full.height * view.scale") <= browser.ask("stage.clientHeight") + 1
    browser.ask("groups[2].focus()")
    browser.press("Enter")
    assert panel(browser).splitlines()[1] == graph.story.nodes[2].id.replace("-", " ").capitalize()
    assert browser.ask("document.activeElement.tagName") == "H2"
    browser.press("Escape")
    assert browser.ask("groups.indexOf(document.activeElement)") == 2
    assert browser.ask("told.node") == -1


def test_a_word_is_found_and_enter_goes_to_the_next_point(browser: Browser, tmp_path: Path) -> None:
    graph = shipped()
    word = "friday"
    holding = [
        node.index
        for node in graph.story.nodes
        if any(word in story.nodes[node.index].boss.lower() for story in graph.stories)
    ]
    assert len(holding) > 1
    opened(browser, graph, tmp_path)
    browser.press("/")
    for letter in word:
        browser.press(letter)
    assert set(holding) <= set(browser.ask("told.hits"))
    hits = browser.ask("told.hits")
    seen = []
    for _ in range(len(hits) + 1):
        browser.press("Enter")
        seen.append(browser.ask("told.node"))
    assert seen == [*hits, hits[0]]
    assert browser.ask("document.getElementById('hits').value") == f"1 of {len(hits)}"


def test_every_colour_comes_with_a_word_or_a_number(browser: Browser, tmp_path: Path) -> None:
    graph = shipped()
    opened(browser, graph, tmp_path)
    for mode in ("ends", "own", "come", "good", "problems"):
        browser.ask(f"(() => {{ const m = by('mode'); m.value = '{mode}'; m.dispatchEvent(new Event('change')) }})()")
        told = browser.ask(
            "groups.map((g) => [g.querySelector('rect').computedStyleMap().get('fill').toString(), "
            "g.querySelector('.told').textContent])"
        )
        looks: dict[str, set[str]] = {}
        for colour, words in told:
            assert words, mode
            looks.setdefault(colour, set()).add(words)
        if mode in {"own", "problems"}:
            assert all(len(words) <= 2 for words in looks.values()), looks
    assert graph.odds is not None
    come = graph.odds.by_boss[1]["advice"].come
    browser.ask(
        "(() => { for (const [id, value] of [['mode', 'come'], ['boss', 1], ['person', 1]]) {"
        "by(id).value = value; by(id).dispatchEvent(new Event('change')) } })()"
    )
    words = browser.ask("groups.map((g) => g.querySelector('.told').textContent)")
    for node in graph.story.nodes:
        if 0.01 < come[node.index] < 0.99:
            assert abs(int(words[node.index].split()[0]) - come[node.index] * 100) <= 0.51


def test_wheel_and_mouse_move_the_picture_and_a_drag_is_no_click(browser: Browser, tmp_path: Path) -> None:
    opened(browser, shipped(), tmp_path)
    x, y = middle(browser, 0)
    scale = browser.ask("view.scale")
    browser.mouse("mouseWheel", x, y, deltaX=0, deltaY=-120)
    browser.until(f"view.scale > {scale}")
    after = middle(browser, 0)
    assert after == pytest.approx((x, y), abs=2)  # what is under the mouse stays there
    browser.mouse("mousePressed", x, y)
    for step in range(1, 6):
        browser.mouse("mouseMoved", x + 20 * step, y + 10 * step)
    browser.mouse("mouseReleased", x + 100, y + 50)
    browser.until(f"groups[0].getBoundingClientRect().x > {x - 60}")
    assert browser.ask("told.node") == -1


def test_two_fingers_make_it_larger(browser: Browser, tmp_path: Path) -> None:
    opened(browser, shipped(), tmp_path)
    scale = browser.ask("view.scale")
    for kind, gap in (("touchStart", 50), ("touchMove", 80), ("touchMove", 100)):
        points = [{"x": 400 - gap, "y": 400, "id": 1}, {"x": 400 + gap, "y": 400, "id": 2}]
        browser.call("Input.dispatchTouchEvent", type=kind, touchPoints=points)
    browser.call("Input.dispatchTouchEvent", type="touchEnd", touchPoints=[])
    assert browser.ask("view.scale") == pytest.approx(scale * 2, rel=0.05)


def test_no_text_of_an_author_becomes_part_of_the_page(browser: Browser, tmp_path: Path) -> None:
    opened(browser, nasty(tmp_path), tmp_path, "#open")
    told = panel(browser)
    assert "</script><script>alert(1)</script>" in told
    assert "<b>B</b>" in told
    assert browser.ask("getComputedStyle(document.querySelector('#told .problem')).position") == "static"
    assert browser.ask("document.querySelectorAll('script').length") == 2
    assert browser.ask("document.title").startswith(NASTY[:20])
    assert browser.complaints == []


def test_it_prints_with_everything_that_is_said(browser: Browser, tmp_path: Path) -> None:
    graph = shipped()
    opened(browser, graph, tmp_path)
    browser.ask("window.dispatchEvent(new Event('beforeprint'))")
    printed = browser.ask("by('whole').textContent")
    assert all(choice.say in printed for choice in graph.story.choices)
    browser.ask("window.dispatchEvent(new Event('afterprint'))")
    assert browser.ask("by('whole').childElementCount") == 0


def test_a_thousand_points_can_be_walked_through(browser: Browser, tmp_path: Path) -> None:
    opened(browser, large_page(1_000), tmp_path, "#n500")
    assert "Here is 500." in panel(browser)
    browser.ask("by('find').value = 'here is 77'; find('here is 77')")
    assert browser.ask("told.hits") == [77, *range(770, 780)]
    assert browser.complaints == []


def test_on_a_phone_nothing_is_wider_than_the_screen(tmp_path: Path) -> None:
    with Browser(390, 844) as phone:
        opened(phone, shipped(), tmp_path, f"#{shipped().story.nodes[0].id}")
        assert phone.ask("document.documentElement.scrollWidth") <= 390
        assert phone.ask("panel.scrollWidth - panel.clientWidth") == 0
        assert phone.ask("stage.clientHeight") > 250
        assert phone.ask("panel.clientHeight") > 250
        assert phone.complaints == []
