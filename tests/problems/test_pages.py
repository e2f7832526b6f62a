"""Every code has a page whose bad example has the problem and whose good one has not; no code is without one."""

from __future__ import annotations

import ast
import re
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from rehearse.authoring.check.report import examined, subject_of
from rehearse.loading.brief_file import read_brief
from rehearse.loading.library import problem_pages
from rehearse.model.codes import CODES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rehearse.model.problem import Problem

PROJECT = Path(__file__).resolve().parents[2]
PLACES = {
    "scenario": "scenarios/{id}.yaml",
    "persona": "personas/{id}.yaml",
    "cards": "advice/cards/example.yaml",
    "moves": "advice/moves.yaml",
    "concepts": "advice/concepts.yaml",
    "points": "advice/points.yaml",
    "rules": "advice/ground-rules.yaml",
    "pack": "pack.yaml",
    "strings": "strings/{id}.yaml",
}
"""Where in a pack each kind of example is put."""
NOT_WRITTEN = {"no-pack", "not-a-file", "unreadable", "file-too-large"}
"""What no example in a page can show; their own tests are in ``test_broken_files.py``."""
_BLOCK = re.compile(r"^```(?P<kind>[^\n]+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)


class Page(NamedTuple):
    heading: str
    meaning: str
    bad: str
    good: str


def page(code: str) -> Page:
    text = (problem_pages() / f"{code}.md").read_text(encoding="utf-8")
    opening, _, examples = text.partition("\n## Bad\n")
    bad, _, good = examples.partition("\n## Good\n")
    heading, _, meaning = opening.partition("\n")
    return Page(heading, meaning.strip(), bad, good)


class Found(NamedTuple):
    quick: tuple[Problem, ...]
    whole: Callable[[], tuple[Problem, ...]]  # the deep ones among them


GOOD: dict[str, Found] = {}
"""What was found in each good example."""


def found_in(examples: str, pack: Path) -> Found:
    """Every problem of the files that *examples* hold, written where they belong."""
    blocks = list(_BLOCK.finditer(examples))
    assert blocks, "a page has an example under each heading"
    (pack / "scenarios").mkdir(parents=True)
    loose = []
    for block in blocks:
        kind, _, of = block["kind"].partition(" ")
        if of == "brief":
            problems = tuple(read_brief("brief.yaml", block["text"].encode())[1])
            return Found(problems, partial(tuple, problems))
        path = pack / "example.yaml"
        if kind == "yaml":
            named = re.match(r"# (\S+/\S+\.yaml)\n", block["text"])
            name = re.search(r"^id: (\S+)$", block["text"], re.MULTILINE)
            path = pack / (named[1] if named else PLACES[of].format(id=name[1] if name else "example"))
        else:
            loose.append(path)
        path.parent.mkdir(parents=True, exist_ok=True)
        text = block["text"].encode()
        path.write_bytes(text.decode("unicode_escape").encode("latin-1") if of == "bytes" else text)
    examination = examined(subject_of(loose or [pack]))
    return Found(examination.quick, cache(examination.whole))


@pytest.mark.parametrize("code", CODES)
def test_a_page_says_how_grave_its_problem_is_and_what_it_is_called(code):
    heading, meaning, _, _ = page(code)
    assert heading == f"# {code}: {CODES[code].title}"
    assert meaning.startswith(f"{CODES[code].severity} · ")
    assert meaning.endswith((".", ")"))
    assert "\n\n" not in meaning, "one paragraph"


@pytest.mark.parametrize("code", [code for code in CODES if code not in NOT_WRITTEN])
def test_the_bad_example_of_a_page_has_its_problem_and_the_good_one_has_not(code, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    found = found_in(page(code).bad, tmp_path / "bad")
    is_deep = code not in {problem.code for problem in found.quick}
    bad = found.whole() if is_deep else found.quick
    assert code in {problem.code for problem in bad}, list(map(str, bad))
    example = page(code).good  # of several codes the same
    if example not in GOOD:
        GOOD[example] = found_in(example, tmp_path / "good")
    good = GOOD[example].whole() if is_deep else GOOD[example].quick
    assert code not in {problem.code for problem in good}, list(map(str, good))
    if not page(code).good.strip().startswith("```text"):
        assert [str(problem) for problem in good if problem.severity == "error"] == []


def test_every_page_belongs_to_a_code():
    assert {path.stem for path in problem_pages().glob("*.md")} == set(CODES)


def test_every_code_that_the_program_can_raise_is_registered():
    raised = {(path.name, code) for path in sorted((PROJECT / "rehearse").rglob("*.py")) for code in raised_in(path)}
    assert len(raised) > 60
    assert sorted((name, code) for name, code in raised if code not in CODES) == []


RAISING = ("Problem", "Fault", "PydanticCustomError", "_unknown", "problem", "refuse")


def raised_in(path: Path) -> Iterator[str]:
    """Codes written where problems are made."""
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text if any(f"{name}(" in text for name in RAISING) else "")
    for call in ast.walk(tree):
        if not isinstance(call, ast.Call) or not call.args:
            continue
        name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        first = call.args[0]
        if name in RAISING and isinstance(first, ast.Constant) and isinstance(first.value, str):
            if re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)+", first.value):
                yield first.value
        elif name == "_unknown" and isinstance(call.args[-1], ast.Constant):
            yield f"unknown-{call.args[-1].value!s}"
