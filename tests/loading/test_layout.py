"""The layout of content files: spaces and empty lines, and nothing else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rehearse.loading.ids import Unchanged
from rehearse.loading.layout import laid_out
from rehearse.loading.yaml_reader import SourceError, read_yaml

ROOT = Path(__file__).resolve().parents[2]
UNTIDY = """\


id: x
nodes:
    a:
        phase: opening
        boss:  >-
            foo
              further in

            bar
        # about the choices
        choices:
        -   id: q   # keeps its comment
            say: "long
              text"
            goto: [a,
               b]

        # end comment


        - id: r@@@
          say: plain
           goes on
        -
          id: s
    # about b
    b: {x: 1}
    c:
     - - 1
       - 2
# trailing


""".replace("@", " ")
TIDY = """\
id: x
nodes:
  a:
    phase: opening
    boss:  >-
      foo
        further in

      bar
    # about the choices
    choices:
      - id: q   # keeps its comment
        say: "long
          text"
        goto: [a,
           b]

      # end comment

      - id: r
        say: plain
          goes on
      -
        id: s

  # about b
  b: {x: 1}

  c:
    - - 1
      - 2
# trailing
"""


def tidied(text: str) -> str:
    return laid_out("x.yaml", text.encode()).decode()


def test_an_untidy_file_is_laid_out_like_the_others():
    assert tidied(UNTIDY) == TIDY


def test_a_tidy_file_stays_as_it_is():
    assert tidied(TIDY) == TIDY


def test_line_ends_and_the_mark_of_the_byte_order_are_kept():
    raw = b"\xef\xbb\xbf" + UNTIDY.replace("\n", "\r\n").encode()
    assert laid_out("x.yaml", raw) == b"\xef\xbb\xbf" + TIDY.replace("\n", "\r\n").encode()


def test_a_text_whose_spaces_count_keeps_them():
    text = "a:\n      b: |+\n          one  \n            two\n\n\n      c: |2\n          three\n"
    assert tidied(text) == "a:\n  b: |+\n    one  \n      two\n\n\n  c: |2\n      three\n"
    assert read_yaml("x.yaml", tidied(text).encode()).data == read_yaml("x.yaml", text.encode()).data


@pytest.mark.parametrize("text", ["a: [\n", "a: &x 1\n", "\ta: b\n", "", "a: 1\n---\nb: 2\n"])
def test_what_cannot_be_read_is_told(text):
    with pytest.raises(SourceError):
        tidied(text)


def test_line_ends_that_nobody_sees_keep_a_file_as_it_is():
    with pytest.raises(Unchanged, match="line ends that editors do not show"):
        tidied('a: "one\u2028two"\n')


def test_shipped_content_is_laid_out():
    paths = [path for folder in ("scenarios", "personas", "advice") for path in (ROOT / folder).rglob("*.yaml")]
    assert len(paths) > 20
    for path in paths:
        assert laid_out(str(path), path.read_bytes()) == path.read_bytes(), path


WORDS = st.sampled_from(["one", "two words", "it's", "é…", "a-b", "12", "yes", "x: y".replace(":", ""), "end."])


class Writing:
    """YAML as people write it: any indentation that holds together, comments and empty lines anywhere."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw
        self.lines: list[str] = []

    def word(self) -> str:
        return self.draw(WORDS)

    def between(self) -> None:
        for _ in range(self.draw(st.sampled_from([0, 0, 0, 1, 2]))):
            comment = f"{' ' * self.draw(st.integers(0, 8))}# {self.word()}"
            self.lines.append(self.draw(st.sampled_from(["", "  ", comment])))

    def value(self, lead: str, indent: int, depth: int) -> None:
        """What stands behind *lead*, a key with its colon or a hyphen; further lines are indented by more."""
        more = " " * (indent + self.draw(st.integers(1, 4)))
        end = self.draw(st.sampled_from(["", "", "  # why", "   "]))
        kinds = ["plain", "quoted", "flow", "long", "block", "map", "list"]
        match self.draw(st.sampled_from(kinds[: 5 if depth > 3 else 7])):
            case "plain":
                self.lines.append(f"{lead} {self.word()}{end}")
            case "quoted":
                self.lines += [f'{lead} "{self.word()}', f'{more}{self.word()}"{end}']
            case "flow":
                self.lines += [f"{lead} [x,", f"{more}{{a: y}}]{end}"]
            case "long":
                self.lines += [f"{lead} word", *(more + self.word() for _ in range(self.draw(st.integers(1, 2))))]
            case "block":
                self.lines += [f"{lead} {self.draw(st.sampled_from(['>-', '|', '>', '|-', '|+']))}{end}"]
                further = st.lists(st.sampled_from(["", more, f"{more}y", f"{more}  z"]), max_size=3)
                self.lines += [more + self.word(), *self.draw(further)]
            case "map" if lead.endswith("-") and self.draw(st.booleans()):
                gap = " " * self.draw(st.integers(1, 3))
                self.mapping(len(lead + gap), depth + 1, lead + gap)
            case "map":
                self.lines.append(lead + end)
                self.mapping(len(more), depth + 1)
            case _:
                self.lines.append(lead + end)
                self.listing(indent if lead.endswith(":") and self.draw(st.booleans()) else len(more), depth + 1)

    def mapping(self, indent: int, depth: int, first: str = "") -> None:
        for number in range(self.draw(st.integers(1, 3))):
            if not first:
                self.between()
            self.value(f"{first or ' ' * indent}k{number}:", indent, depth)
            first = ""

    def listing(self, indent: int, depth: int) -> None:
        for _ in range(self.draw(st.integers(1, 3))):
            self.between()
            self.value(" " * indent + "-", indent, depth)


@st.composite
def documents(draw: st.DrawFn) -> str:
    writing = Writing(draw)
    writing.between()
    writing.mapping(0, 0)
    writing.between()
    return "\n".join(writing.lines) + draw(st.sampled_from(["", "\n", "\n\n"]))


@given(documents())
def test_whatever_the_file_looks_like_it_says_the_same_afterwards(text: str):
    try:
        before = read_yaml("x.yaml", text.encode())
    except SourceError:
        return
    try:
        once = tidied(text)
    except Unchanged:
        assert re.search(r"^ +$", text, re.MULTILINE), "only spaces that belong to a text may keep a file from it"
        return
    assert tidied(once) == once
    after = read_yaml("x.yaml", once.encode())
    assert after.data == before.data
    assert "".join(once.split()) == "".join(text.split())
    for path, span in after.keys.items():
        if path[-1] != "a":  # which stands between brackets
            assert span.column == 1 + 2 * (len(path) - 1), once
