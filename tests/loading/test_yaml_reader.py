"""YAML as people expect it, and every file that is not."""

from __future__ import annotations

import time
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rehearse.loading.yaml_reader import MAX_BYTES, MAX_DEPTH, Document, SourceError, read_yaml, strip_controls
from rehearse.model.problem import Span


def read(text: str | bytes) -> Document:
    return read_yaml("a.yaml", text.encode() if isinstance(text, str) else text)


def refused(text: str | bytes) -> tuple[str, str, str]:
    """Code, place and sentence of the problem that keeps *text* from being read."""
    with pytest.raises(SourceError) as error:
        read(text)
    problem = error.value.problem
    assert problem.severity == "error"
    return problem.code, str(problem.span), problem.message


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("no", "no"),
        ("yes", "yes"),
        ("on", "on"),
        ("Off", "Off"),
        ("y", "y"),
        ("12:30", "12:30"),
        ("2024-05-01", "2024-05-01"),
        ("1_000", "1_000"),
        ("0x1F", "0x1F"),
        ("0o17", "0o17"),
        (".inf", ".inf"),
        ("NaN", "NaN"),
        ("1e3", "1e3"),
        ("=", "="),
        ("<<", "<<"),
        ("true", True),
        ("False", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("12", 12),
        ("-3", -3),
        ("+4", 4),
        ("007", 7),
        ("1.5", 1.5),
        ("-.5e2", -50.0),
        ("'12'", "12"),
        ('"true"', "true"),
        ("!!str 12", "12"),
        ("12345678901234567890", "12345678901234567890"),
        ("a # comment", "a"),
        ('"a\\tb"', "a b"),
        ("|\n  one\n  two\n", "one\ntwo\n"),
        (">-\n  one\n  two\n", "one two"),
    ],
)
def test_a_scalar_is_what_a_person_takes_it_for(written: str, meant: Any) -> None:
    found = read(f"key: {written}\nother: x").data["key"]
    assert found == meant
    assert type(found) is type(meant)


def test_mappings_are_dicts_and_lists_are_tuples() -> None:
    assert read("a: [1, {b: two}]\nc: {}\nd:\n  - x\n  - - y").data == {
        "a": (1, {"b": "two"}),
        "c": {},
        "d": ("x", ("y",)),
    }


def test_every_value_knows_its_line_and_column() -> None:
    document = read("first: 1\nnodes:\n  open:\n    boss: Well?\n    choices:\n      - {id: a, say: b}\n")
    assert document.span(("first",)) == Span("a.yaml", 1, 8)
    assert document.key_span(("first",)) == Span("a.yaml", 1, 1)
    assert document.span(("nodes", "open")) == Span("a.yaml", 3, 3), "what begins on the next line is named by its key"
    assert document.span(("nodes", "open", "boss")) == Span("a.yaml", 4, 11)
    assert document.key_span(("nodes", "open", "boss")) == Span("a.yaml", 4, 5)
    assert document.span(("nodes", "open", "choices", 0)) == Span("a.yaml", 6, 9)
    assert document.span(("nodes", "open", "choices", 0, "say")) == Span("a.yaml", 6, 22)
    assert document.span(("nodes", "open", "choices", 0, "move")) == Span("a.yaml", 6, 9), "the nearest that is there"
    assert document.span(("nowhere",)) == Span("a.yaml", 1, 1)


def test_a_byte_order_mark_and_windows_line_ends_are_no_trouble() -> None:
    document = read(b"\xef\xbb\xbfa: 1\r\nb: two\r\n")
    assert document.data == {"a": 1, "b": "two"}
    assert document.key_span(("b",)) == Span("a.yaml", 2, 1)


def test_a_key_that_stands_twice_is_reported_where_it_stands_again_and_the_rest_is_read() -> None:
    document = read("a:\n  1\nb: 2\na: 3\nc:\n  d: 1\n  d: 2\n")
    assert [(p.code, str(p.span), p.message) for p in document.problems] == [
        ("duplicate-key", "a.yaml:4:1", "The key 'a' stands here a second time; the first is in line 1."),
        ("duplicate-key", "a.yaml:7:3", "The key 'd' stands here a second time; the first is in line 6."),
    ]
    assert document.data["b"] == 2


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("a: &x 1\nb: *x", ("yaml-alias", "a.yaml:1:4", "'&x' is an anchor to YAML, and those are not used here.")),
        ("a: &x {b: 1}", ("yaml-alias", "a.yaml:1:4", "'&x' is an anchor to YAML, and those are not used here.")),
        ("a: 1\nb: *x", ("yaml-alias", "a.yaml:2:4", "'*x' is an alias to YAML, and those are not used here.")),
        ("a:\n\tb: 1", ("yaml-tab", "a.yaml:2:1", "A tab stands at the beginning of this line.")),
        ("say: Well: no", ("yaml-colon", "a.yaml:1:10", "A colon with a space after it stands inside a text.")),
        ("a: 'open\nb: 1", ("yaml-quote", "a.yaml:1:4", "A quote is opened here and never closed.")),
        ("a: [1, 2\nb: 3", ("yaml-bracket", "a.yaml:1:4", "The bracket [ is opened here and never closed.")),
        (
            "a: @home",
            ("yaml-sign", "a.yaml:1:4", "The text begins with @, a sign that YAML keeps for itself."),
        ),
        (
            "a: 1\n b: 2\nc",
            (
                "yaml-indentation",
                "a.yaml:2:2",
                "This line is indented further than line 1, but line 1 already has its text.",
            ),
        ),
        ("? [a, b]\n: 1", ("yaml-key", "a.yaml:1:3", "A key must be a plain word, not a list or a mapping.")),
        ("a: !no way", ("yaml-tag", "a.yaml:1:4", "'!no' is a tag to YAML, and tags are not used here.")),
        (
            "a: !!python/none",
            ("yaml-tag", "a.yaml:1:4", "'!!python/none' is a tag to YAML, and tags are not used here."),
        ),
        ("<<: {a: 1}", ("yaml-merge", "a.yaml:1:1", "Merging with '<<' is not used here: write the keys out.")),
        ("? {a: b}\n: 1", ("yaml-key", "a.yaml:1:3", "A key must be a plain word, not a list or a mapping.")),
        ("a: 1\n---\nb: 2", ("two-documents", "a.yaml:2:1", "A file holds one document: a second '---' begins here.")),
        ("", ("file-empty", "a.yaml", "The file is empty.")),
        ("# only a comment\n", ("file-empty", "a.yaml", "Nothing but comments stands in this file.")),
        ("---\n", ("file-empty", "a.yaml", "The file is empty.")),
        (b"a: 1\nb: caf\xe9\n", ("not-utf-8", "a.yaml:2:7", "This sign is not UTF-8 (it may be meant for 'é').")),
        ("a: 1".encode("utf-16"), ("not-utf-8", "a.yaml:1:1", "The file is UTF-16, not UTF-8.")),
        (
            b"a: 1\nb: x\x1b[31m",
            (
                "control-character",
                "a.yaml:2:5",
                "A control character (number 27) stands here: this is no text file, or it is damaged.",
            ),
        ),
        (
            "a: \x85b\nc: \x9b31m",
            (
                "control-character",
                "a.yaml:2:4",
                "A control character (number 155) stands here: this is no text file, or it is damaged.",
            ),
        ),
        (
            b"\x7fELF\x02\x01\x01\x00\x00",
            (
                "control-character",
                "a.yaml:1:1",
                "This is no text file but a program.",
            ),
        ),
    ],
)
def test_what_cannot_be_read_is_said_with_its_place(text: str | bytes, problem: tuple[str, str, str]) -> None:
    assert refused(text) == problem


@pytest.mark.parametrize(
    "nested",
    ["[" * 50_000, "{a: " * 50_000, "- " * 50_000, "\n".join(" " * n + "a:" for n in range(1500)), "? " * 50_000],
    ids=["lists", "mappings", "items", "lines", "keys"],
)
def test_deep_nesting_is_refused_before_anything_breaks(nested: str) -> None:
    started = time.monotonic()
    code, _, sentence = refused(nested)
    assert code in {"too-deep", "yaml-key"}
    assert code == "yaml-key" or sentence == f"It is nested too deeply (more than {MAX_DEPTH} levels)."
    assert time.monotonic() - started < 2


def test_nesting_up_to_the_limit_is_read() -> None:
    read("[" * MAX_DEPTH + "]" * MAX_DEPTH)
    assert refused("[" * (MAX_DEPTH + 1))[0] == "too-deep"


def test_a_file_that_is_too_large_is_refused_unread() -> None:
    started = time.monotonic()
    code, place, sentence = refused(b"a: 1\n" * 10_000_000)
    assert (code, place) == ("file-too-large", "a.yaml")
    assert sentence == "The file is too large: more than 10 MB."
    assert time.monotonic() - started < 1
    assert refused(b"# " + b"x" * (MAX_BYTES - 2))[0] == "file-empty"


def test_what_could_command_a_terminal_or_turn_text_round_is_stripped() -> None:
    document = read('a: "\\e[31mred\\a \\u202eright\\u2066 \\x9b31m \\u00e9 \U0001f600 [b]x[/b]"')
    assert document.data["a"] == "[31mred right 31m é 😀 [b]x[/b]"
    assert strip_controls("a\u202eb\nc\td") == "ab\nc d"


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("a: We are #1 here", ["a.yaml:1:11"]),
        ("a: #metoo", ["a.yaml:1:4"]),
        ("- b: one two #three\n- c: 'one two'  #four", ["a.yaml:1:14"]),
        ("a: one two # a comment\nb: word #comment\nc: 'one #two'\n# d: one #two", []),
    ],
)
def test_a_text_that_a_number_sign_cuts_is_reported_and_a_comment_is_not(text: str, cut: list[str]) -> None:
    problems = read(text).problems
    assert [str(problem.span) for problem in problems] == cut
    assert {problem.code for problem in problems} <= {"text-cut"}


def test_a_comma_in_a_text_between_braces_is_no_fault_of_yaml() -> None:
    assert read("{say: No, thanks}").data == {"say": "No", "thanks": None}


@given(st.one_of(st.binary(), st.text().map(str.encode)))
@example("a: \x80".encode())
@example("\ufeff\ufeff".encode())
@example("a: \ufffe".encode())
@example(b"%YAML 1.1\n---\na: 1")
@example(b"%TAG ! x\n--- !a b")
@example(b"!!python/object:os.system x")
@example(b"? ")
@example(b": ")
@example(b"a: !<\x00")
def test_any_bytes_are_read_or_refused_with_one_sentence(raw: bytes) -> None:
    try:
        document = read(raw)
    except SourceError as error:
        assert error.problem.message.endswith(".")
        assert "\n" not in error.problem.message
        assert error.problem.span.path == "a.yaml"
    else:
        assert document.data is not None


yaml_like = st.text("ab:-?[]{}&*!|>'\"%@`#, \n\t~.0", max_size=80)


@given(yaml_like)
def test_anything_like_yaml_is_read_or_refused_with_one_sentence(text: str) -> None:
    test_any_bytes_are_read_or_refused_with_one_sentence.hypothesis.inner_test(text.encode())  # type: ignore[attr-defined]


values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-(10**9), 10**9), st.text("abc :#-'\"{}[]é\n", max_size=12)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4).map(tuple), st.dictionaries(st.text("abc", min_size=1), inner, max_size=4)
    ),
    max_leaves=20,
).filter(lambda value: value is not None)


def _listed(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _listed(part) for key, part in value.items()}
    return [_listed(part) for part in value] if isinstance(value, tuple) else value


@given(values)
def test_what_another_program_writes_is_read_as_it_was(value: Any) -> None:
    import yaml

    text = yaml.safe_dump(_listed(value), allow_unicode=True, default_style='"')
    assert read(text).data == _quoted(value)


def _quoted(value: Any) -> Any:
    """What quotes make of every scalar: text, but for what the writer tags as something else."""
    if isinstance(value, dict):
        return {key: _quoted(part) for key, part in value.items()}
    if isinstance(value, tuple):
        return tuple(map(_quoted, value))
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    return str(value)
