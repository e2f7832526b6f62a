"""``rehearse graph``: every format can be read by what it is meant for, and holds what the scenario holds."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tempfile
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import networkx as nx
import pytest

from rehearse.authoring.graph.formats import ScenarioGraph, scenario_graph
from rehearse.authoring.graph.html import as_script, html
from rehearse.authoring.graph.odds import GOOD, odds_of
from rehearse.authoring.graph.plain import as_graphml, dot, mermaid
from rehearse.authoring.graph.svg import svg
from rehearse.authoring.graph.text import as_text
from rehearse.authoring.workplace import Workplace, open_workplace
from rehearse.cli.commands import run
from rehearse.loading.library import load_files, load_library
from rehearse.model.problem import Problem, Span
from tests.worlds import END, HEAD, meeting

MEETING = "summoned-three-days"
NASTY = (
    "</script><script>alert(1)</script> <!-- --> \"q\" 'a' `b` [x] {{y}} #35; &amp; a|b; %% end \\n \\ \u2028 "
    "graph --> subgraph <b>B</b>"
)


@cache
def workplace() -> Workplace:
    return open_workplace(MEETING)


@cache
def shipped() -> ScenarioGraph:
    """A shipped meeting, with two bosses and the odds."""
    plain = scenario_graph(workplace(), ["controlling", "sociable"])
    odds = odds_of(plain.stories, plain.catalogue, "everyday")
    return ScenarioGraph(plain.library, plain.scenario, plain.stories, plain.problems, odds)


def written(tmp_path: Path, nodes: dict[str, Any], **more: Any) -> Workplace:
    """A scenario of a test's own, beside the shipped bosses."""
    path = tmp_path / "meeting.yaml"
    path.write_text(json.dumps({**HEAD, "id": "meeting", **more, "nodes": {**nodes, "done": END}}), encoding="utf-8")
    return open_workplace(str(path))


def nasty(tmp_path: Path) -> ScenarioGraph:
    """A scenario in which every text tries to be something else than text."""
    choice = {"id": "line", "say": NASTY, "reply": NASTY, "why": NASTY, "move": "ask-for-the-reason", "goto": "done"}
    node = {"phase": "opening", "boss": NASTY, "again": NASTY, "notes": NASTY, "choices": [choice]}
    place = written(tmp_path, {"open": node}, title=NASTY, you=NASTY, scene=NASTY, asks=NASTY)
    problem = Problem("todo", "note", Span(str(place.file), 1, 1), NASTY, NASTY)
    graph = scenario_graph(place, ["controlling"])
    return ScenarioGraph(graph.library, graph.scenario, graph.stories, {"open": (problem,)})


@cache
def large_page(count: int) -> str:
    """The page of a scenario of so many points."""
    with tempfile.TemporaryDirectory() as folder:
        return html(large(Path(folder), count))


def large(tmp_path: Path, count: int) -> ScenarioGraph:
    """A scenario of so many points."""
    nodes = {}
    for place in range(count):
        goal = [place + step if place + step < count else None for step in (1, 3, 7)]
        lines = [
            {
                "id": f"c{way}",
                "say": f"Line {way} at {place}.",
                "move": "set-the-frame",
                "goto": f"n{to}" if to else "done",
            }
            for way, to in enumerate(goal)
        ]
        nodes[f"n{place}"] = {"phase": "opening", "boss": f"Here is {place}.", "choices": lines}
    return scenario_graph(written(tmp_path, nodes, start="n0"), ["controlling"])


# --- Mermaid

_LABEL = r'"[^"`\[\](){}<>|;&\\]*(?:(?:#\d+;|<br/>)[^"`\[\](){}<>|;&\\]*)*"'.replace(r"(){}", "{}")
MERMAID = (
    r"flowchart TD",
    r"  accTitle: [^\n;#{}\"`|<>]*",
    rf"  subgraph band\d \[{_LABEL}\]",
    r"  end",
    rf"    n\d+(?:\[{_LABEL}\]|\(\[{_LABEL}\]\)|\[/{_LABEL}/\])",
    rf"  n\d+ (?:-->|-\.->)(?:\|{_LABEL}\|)? n\d+",
    rf'  any\(\("at any time"\)\) -\.->\|{_LABEL}\| n\d+',
    r"  classDef [a-z]+ fill:#[0-9a-f]{6},stroke:#[0-9a-f]{6},color:#[0-9a-f]{6}",
    r"  class n\d+(?:,n\d+)* [a-z]+",
)
"""Every kind of line that we write, with labels in which nothing is left that Mermaid's grammar gives a meaning."""


def is_mermaid(text: str) -> bool:
    lines = text.splitlines()
    return lines[0] == "flowchart TD" and all(any(re.fullmatch(kind, line) for kind in MERMAID) for line in lines)


def test_mermaid_names_every_point_once_and_every_way() -> None:
    graph = shipped()
    text = mermaid(graph)
    assert is_mermaid(text)
    assert len(re.findall(r"^    n\d+[\[(]", text, re.MULTILINE)) == len(graph.story.nodes)
    ways = re.findall(r"^  n(\d+) -[-.]+>(?:\|.*?\|)? n(\d+)$", text, re.MULTILINE)
    assert sorted((int(start), int(end)) for start, end in ways) == list(graph.meeting.edges)
    for choice in graph.story.choices:
        assert re.search(
            rf'[">]{choice.id}(?: \((?:detour|back)\))? (?:#60;1|#62;99|\d+)["<]', text.replace("#40;", "(")
        )


def test_no_text_of_an_author_means_anything_to_mermaid(tmp_path: Path) -> None:
    assert is_mermaid(mermaid(nasty(tmp_path)))
    assert not is_mermaid('flowchart TD\n    n0["a"b"]\n')  # the test can tell


# --- Graphviz


def dot_strings(text: str) -> list[str]:
    """The quoted strings of *text*; what is left besides must be plain words of Graphviz's language."""
    strings = re.findall(r'"((?:[^"\\]|\\.)*)"', text)
    rest = re.sub(r'"(?:[^"\\]|\\.)*"', "S", text)
    assert re.fullmatch(r"[\w\s\[\]{}=,;>.-]*", rest), rest
    assert rest.count("{") == rest.count("}")
    return strings


def test_the_graphviz_file_names_every_point_and_joins_them() -> None:
    graph = shipped()
    text = dot(graph)
    strings = dot_strings(text)
    assert {node.id for node in graph.story.nodes} <= set(strings)
    assert len(re.findall(r'^  "[^"]+" -> "[^"]+" \[', text, re.MULTILINE)) >= len(graph.meeting.edges)
    assert all(any(choice.id in each for each in strings) for choice in graph.story.choices)


def test_no_text_of_an_author_ends_a_string_of_graphviz(tmp_path: Path) -> None:
    strings = dot_strings(dot(nasty(tmp_path)))
    assert any("&lt;/script&gt;" in each and "\\\\n" in each for each in strings)


@pytest.mark.skipif(shutil.which("dot") is None, reason="Graphviz is not on this machine")
def test_graphviz_itself_draws_it(tmp_path: Path) -> None:
    for graph in (shipped(), nasty(tmp_path)):
        done = subprocess.run(["dot", "-Tplain"], input=dot(graph), capture_output=True, text=True, check=True)
        assert len(re.findall(r"^node ", done.stdout, re.MULTILINE)) >= len(graph.story.nodes)
        assert done.stderr == ""


# --- GraphML


def test_graphml_reads_back_with_ids_kinds_and_odds() -> None:
    graph = shipped()
    assert graph.odds is not None
    read = nx.parse_graphml(as_graphml(graph), force_multigraph=True)
    found = graph.odds.by_boss[0]["halfway"]
    assert set(read.nodes) == {node.id for node in graph.story.nodes}
    for node in graph.story.nodes:
        told = read.nodes[node.id]
        assert told["ending"] == (node.ending.kind if node.ending else "")
        assert told["come_halfway"] == pytest.approx(found.come[node.index], abs=1e-6)
        if (good := found.chance(node.index, GOOD)) is not None:
            assert told["good_halfway"] == pytest.approx(good, abs=1e-6)
    assert read.number_of_edges() == len(graph.meeting.ways)
    said = {told["say"] for *_, told in read.edges(data=True) if "say" in told}
    assert said == {choice.say for choice in graph.story.choices}


def test_graphml_holds_any_text_that_a_file_can_hold(tmp_path: Path) -> None:
    graph = nasty(tmp_path)
    read = nx.parse_graphml(as_graphml(graph), force_multigraph=True)
    assert "</script>" in read.nodes["open"]["boss"]


# --- SVG

SVG = "{http://www.w3.org/2000/svg}"


def test_the_svg_is_well_formed_and_has_every_point_and_phase() -> None:
    graph = shipped()
    root = ET.fromstring(svg(graph).encode())
    nodes = [each for each in root.iter(f"{SVG}g") if "node" in each.get("class", "").split()]
    assert len(nodes) == len(graph.story.nodes)
    assert len([each for each in root.iter(f"{SVG}path") if "way" in each.get("class", "")]) == len(graph.meeting.edges)
    told = ["".join(each.itertext()) for each in root.iter(f"{SVG}text")]
    for words in ("Opening", "Their concerns", "Proposal and close", "Endings", graph.story.title):
        assert words in told
    assert not [each for each in root.iter() if each.tag in {f"{SVG}script", f"{SVG}image", f"{SVG}foreignObject"}]


def test_no_box_of_the_svg_lies_upon_another(tmp_path: Path) -> None:
    for graph in (shipped(), large(tmp_path, 60)):
        root = ET.fromstring(svg(graph).encode())
        boxes = []
        for each in root.iter(f"{SVG}g"):
            if "node" in each.get("class", "").split():
                x, y = map(float, re.findall(r"[\d.]+", each.get("transform", "")))
                rect = each.find(f"{SVG}rect")
                assert rect is not None
                boxes.append((x, y, x + float(rect.get("width", 0)), y + float(rect.get("height", 0))))
        for place, (left, top, right, bottom) in enumerate(boxes):
            assert not [b for b in boxes[place + 1 :] if b[0] < right and left < b[2] and b[1] < bottom and top < b[3]]


def test_a_text_of_an_author_is_text_in_the_svg(tmp_path: Path) -> None:
    root = ET.fromstring(svg(nasty(tmp_path)).encode())
    titles = ["".join(each.itertext()) for each in root.iter(f"{SVG}title")]
    assert any("</script>" in each for each in titles)
    assert not list(root.iter(f"{SVG}script"))


# --- the page


class Parts(HTMLParser):
    """What a browser finds in a page: the content of its scripts, and everything that names an address."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.scripts: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self._inside = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._inside = tag == "script"
        if self._inside:
            self.scripts.append("")

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag != "script"

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.scripts[-1] += data


def test_the_page_holds_everything_itself_and_may_reach_nothing(tmp_path: Path) -> None:
    for graph in (shipped(), nasty(tmp_path)):
        parts = Parts(html(graph))
        policy = next(
            told["content"] for tag, told in parts.tags if told.get("http-equiv") == "Content-Security-Policy"
        )
        assert policy is not None
        assert policy.startswith("default-src 'none'; style-src 'sha256-")
        assert "unsafe" not in policy
        assert not {tag for tag, _ in parts.tags} & {"link", "img", "iframe", "object", "embed", "base"}
        assert not [told for _, told in parts.tags if {"src", "href", "style", "onclick"} & set(told)]
        assert len(parts.scripts) == 2
        json.loads(parts.scripts[0])
        assert parts.scripts[1].startswith('"use strict"')


def test_the_page_tells_every_line_of_every_boss_and_where_it_leads() -> None:
    graph = shipped()
    data = json.loads(Parts(html(graph)).scripts[0])

    def own(value: Any, boss: int) -> Any:
        return value["by"][boss] if isinstance(value, dict) else value

    for boss, story in enumerate(graph.stories):
        for node in story.nodes:
            told = data["nodes"][node.index]
            assert told["id"] == node.id
            assert " ".join(node.boss.split()) in own(told.get("boss", ""), boss)
            for choice, line in zip(node.choices, told.get("choices", ()), strict=True):
                assert own(line["say"], boss) == choice.say
                if choice.own_reply:
                    assert own(line["reply"], boss) == choice.replies[0]
                leads = {way["to"] for way in line["to"]}
                assert set(graph.meeting.targets(choice.index)) <= leads
    assert data["nodes"][0]["own"] == [0, 1]
    assert data["odds"]["come"][0][0][graph.story.start] == 10_000


def test_data_in_a_page_cannot_end_its_script() -> None:
    told = as_script({"a": NASTY})
    assert not re.search(r"[<>&\u2028\u2029]", told)
    assert json.loads(told) == {"a": NASTY}


def test_a_scenario_of_a_thousand_points_makes_a_page_of_a_few_megabytes() -> None:
    page = large_page(1_000)
    data = json.loads(Parts(page).scripts[0])
    assert len(data["nodes"]) == 1_001
    assert len(page) < 4_000_000


def test_problems_stand_at_the_point_in_which_they_are(tmp_path: Path) -> None:
    path = tmp_path / "meeting.yaml"
    path.write_text(
        meeting(
            """
            open: {phase: opening, boss: Well?, goto: done}
            lost:
              phase: opening
              boss: Nobody comes here.
              goto: done
            """
        ),
        encoding="utf-8",
    )
    library = load_library()
    load_files([path], library)
    span = library.origins["scenarios", "meeting"].span(("nodes", "lost", "boss"))
    elsewhere = Problem("todo", "warning", Span("personas/boss.yaml", span.line, 1), "Elsewhere.")
    above = Problem("todo", "note", Span(span.path, 2, 1), "Above.")
    here = Problem("unreachable-node", "warning", span, "No way leads here.")
    graph = scenario_graph(Workplace(library, "meeting", path), ["controlling"], [elsewhere, above, here])
    assert graph.problems == {"lost": (here,)}
    assert "lost: warning: No way leads here. [unreachable-node]" in as_text(graph)


# --- the command


def test_the_command_prints_each_format(capsys: pytest.CaptureFixture[str]) -> None:
    begins = {
        "text": "",
        "mermaid": "flowchart TD",
        "dot": "digraph",
        "graphml": "<?xml",
        "svg": "<?xml",
        "html": "<!doctype html>",
    }
    for form, begin in begins.items():
        assert run(["graph", MEETING, "--format", form, "--quick"]) == 0
        told = capsys.readouterr()
        assert told.out.startswith(begin)
        assert told.out.endswith("\n")
        assert told.err == ""


def test_the_odds_are_told_as_numbers(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["graph", MEETING, "--odds", "--boss", "sociable", "--person", "tempting"]) == 0
    told = capsys.readouterr().out
    assert "Odds for a novice, who says what tempts most, with Danny Okafor, level: everyday." in told
    assert re.search(r"^  Summons +100 +\d+$", told, re.MULTILINE)
    assert "Computed through every way the talk can go, not sampled." in told


def test_a_mix_of_two_bosses_can_be_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["graph", MEETING, "--format", "html", "--quick", "--boss", "controlling+sociable"]) == 0
    data = json.loads(Parts(capsys.readouterr().out).scripts[0])
    assert [boss["name"] for boss in data["bosses"]] == ["Margaret Voss, with something of Danny Okafor"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((MEETING[:-1],), f"Did you mean '{MEETING}'?"),
        ((MEETING, "--boss", "controling"), "Did you mean 'controlling'?"),
        ((MEETING, "--odds", "--level", "everday"), "Did you mean 'everyday'?"),
        (("nowhere.yaml",), "There is no file 'nowhere.yaml'."),
        ((MEETING, "--output", "no/such/folder/x.svg", "--format", "svg"), "cannot be written"),
    ],
)
def test_what_is_not_there_gets_a_sentence(
    arguments: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["graph", *arguments]) == 2
    assert said in capsys.readouterr().err


def test_a_file_that_is_there_is_kept_unless_it_is_forced(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = tmp_path / "graph.svg"
    place.write_text("mine")
    assert run(["graph", MEETING, "--format", "svg", "--output", str(place)]) == 2
    assert place.read_text() == "mine"
    assert "is there already" in capsys.readouterr().err
    assert run(["graph", MEETING, "--format", "svg", "--output", str(place), "--force"]) == 0
    assert place.read_text(encoding="utf-8").startswith("<?xml")


def test_too_many_ways_to_go_through_are_sampled_and_said_to_be() -> None:
    exact = shipped()
    odds = odds_of(exact.stories[:1], exact.catalogue, "everyday", ("best", "halfway"), most=10)
    assert odds.sampled
    assert odds.persons == ("halfway",)  # what is best is not known from talks
    told = as_text(ScenarioGraph(exact.library, exact.scenario, exact.stories[:1], {}, odds))
    assert "Sampled from 2,500 talks each" in told
    assert "correct to about 2 in 100" in told
    assert exact.odds is not None
    known = exact.odds.by_boss[0]["halfway"].come
    assert odds.by_boss[0]["halfway"].come == pytest.approx(known, abs=0.05)
