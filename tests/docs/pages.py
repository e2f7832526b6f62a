"""The YAML in the authors' pages, ready to be tried: each block whole, or put into a meeting or a boss that works."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rehearse.authoring.writing.new import Place, new_persona, new_scenario

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
GUIDE = ROOT / "docs" / "authoring"

_FENCE = re.compile(r"^```(?P<info>[^\n]*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
_FACT = re.compile(r"(\w+)=(\"[^\"]*\"|\S+)")

WHOLE = {
    "scenario": "scenarios/{id}.yaml",
    "persona": "personas/{id}.yaml",
    "cards": "advice/cards/cards.yaml",
    "moves": "advice/moves.yaml",
    "concepts": "advice/concepts.yaml",
    "points": "advice/points.yaml",
    "articles": "advice/articles.yaml",
    "rules": "advice/ground-rules.yaml",
    "pack": "pack.yaml",
    "tests": "scenarios/{id}.tests.yaml",
}
"""Where a block that is a whole file belongs."""

MEETING = """\
id: a-fragment
title: A fragment
summary: A summary.
you: You are you.
scene: A room.
asks: A day at home.
flags: {flags}
start: {start}
nodes:
"""
END = """\
  {name}:
    phase: proposal
    ending: agreed
    title: The end
    boss: Well then.
    summary: That was it.
"""


@dataclass(frozen=True)
class Block:
    """A fenced block of a page."""

    page: Path
    line: int
    language: str
    kind: str
    facts: dict[str, str]
    text: str

    def __str__(self) -> str:
        return f"{self.page.relative_to(ROOT)}:{self.line}"


def blocks(page: Path) -> Iterator[Block]:
    """Every fenced block of *page*, in order."""
    text = page.read_text(encoding="utf-8")
    for found in _FENCE.finditer(text):
        language, _, rest = found["info"].partition(" ")
        facts = {name: value.strip('"') for name, value in _FACT.findall(rest)}
        kind = rest.partition(" ")[0]
        yield Block(page, text.count("\n", 0, found.start()) + 1, language, kind, facts, found["text"])


def as_file(block: Block, folder: Path) -> Path:
    """*block* as a file of the pack at *folder*: as it stands, or put into something that works."""
    path, text = _file_of(block)
    place = folder / path
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(text, encoding="utf-8")
    return place


def _file_of(block: Block) -> tuple[str, str]:
    if block.kind != "fragment":
        own_id = re.search(r"^(?:id|scenario): *([a-z0-9-]+)", block.text, re.MULTILINE)
        return WHOLE[block.kind].format(id=own_id[1] if own_id else "one-day-a-week"), block.text
    if "whole" in block.facts:
        return f"personas/{block.facts['whole']}.yaml", whole_boss(block.page, block.facts["whole"])
    match block.facts["of"]:
        case "nodes":
            return "scenarios/a-fragment.yaml", _meeting(block.text)
        case "choices":
            return "scenarios/a-fragment.yaml", _meeting(
                f"  here:\n    phase: opening\n    boss: Well?\n    choices:\n{block.text}"
            )
        case "choice":
            lines = block.text.rstrip("\n").split("\n")
            indent = min(len(line) - len(line.lstrip()) for line in lines if line.strip())
            keys = "\n".join(" " * 8 + line[indent:] for line in lines)
            usual = {"say": "Well.", "move": "buy-time"}
            more = "".join(f"        {key}: {value}\n" for key, value in usual.items() if f"{key}: " not in block.text)
            return "scenarios/a-fragment.yaml", _meeting(
                f"  here:\n    phase: opening\n    boss: Well?\n    choices:\n      - id: one\n{more}{keys}\n"
            )
        case "scenario":
            made = new_scenario("a-fragment", Place(Path(), is_new=False), title="A fragment", asks="a day at home")
            return "scenarios/a-fragment.yaml", _with_keys(made.text, block.text)
        case "persona":
            made = new_persona(
                "a-fragment", Place(Path(), is_new=False), title="A fragment", boss="Pat Quill", pronoun="they"
            )
            return "personas/a-fragment.yaml", _with_keys(made.text, block.text)
        case other:
            message = f"{block}: there is no fragment of={other}"
            raise AssertionError(message)


def whole_boss(page: Path, name: str) -> str:
    """The boss called *name* that the blocks of *page* make together, in the frame that every new one has."""
    made = new_persona(name, Place(Path(), is_new=False), title="A title", boss="Ruth Adeyemi", pronoun="she")
    parts = [block.text for block in blocks(page) if block.facts.get("whole") == name]
    return _with_keys(made.text, "\n".join(parts))


def _meeting(nodes: str) -> str:
    """A meeting with *nodes*; those that are led to and not there are endings, and every flag is one."""
    own = re.findall(r"^  ([a-z0-9-]+):", nodes, re.MULTILINE)
    named = re.findall(r"\b(?:goto|to|fallback|otherwise|detour): *([a-z0-9-]+)", nodes)
    flags = sorted(set(re.findall(r"\b(?:set|clear): *([a-z0-9-]+)", nodes)))
    head = MEETING.format(flags=dict.fromkeys(flags, "A flag."), start=own[0])
    return head + nodes + "".join(END.format(name=name) for name in dict.fromkeys(named) if name not in own)


def _with_keys(whole: str, keys: str) -> str:
    """*whole* with the top-level *keys* in the stead of those of the same name."""
    for key in re.findall(r"^([a-z_]+):", keys, re.MULTILINE):
        whole = re.sub(rf"^{key}:.*\n(?:(?:[ #].*)?\n)*", "", whole, flags=re.MULTILINE)
    return whole.rstrip() + "\n" + keys
