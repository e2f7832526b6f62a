"""Whatever is in a file: it becomes a draft that can be read, or is refused with a sentence; and it ends soon."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rehearse.authoring.exchange.draft import MOST_BYTES, NotReadable, decoded
from rehearse.authoring.exchange.draft_yaml import as_yaml
from rehearse.authoring.exchange.readers import counted, read_story, report
from rehearse.loading.validation import validated
from rehearse.loading.yaml_reader import read_yaml
from rehearse.model.scenario import Scenario
from tests.exchange.reading import READERS, shipped, unsure

PIECES = {
    "ink": "=== a ===|= b|* x|+ [y]|* * z|- (g)|-> a|-> a ->|<- a|->->|{c:|}|{a|b}|- else:|~ x|VAR x|<>|#t|//|/*|*/"
    "|(l)|\\{",
    "yarn": "title: A|---|===|-> x|    -> y|=> z|<<if $a>>|<<else>>|<<endif>>|<<jump A>>|<<|>>|{$a}|[b]|#t|//|A: b"
    "|\\|\t",
    "twee": ':: A|:: B [t] {"position":"1,2"}|[[|]]|[[a->B]]|][|<<if|>>|(if: $a)[|]|{|}|<%|%>|<!--|-->|$a|//'
    "|''|<b>|--",
}


def pieces(form: str) -> st.SearchStrategy[str]:
    """Texts made of what means something in *form*, and of anything else."""
    piece = st.sampled_from(PIECES[form].split("|")) | st.text(max_size=4)
    return st.lists(st.tuples(piece, st.sampled_from(["\n", "\n", " ", ""])), max_size=40).map(
        lambda parts: "".join(text + end for text, end in parts)
    )


def becomes_a_draft(form: str, text: str) -> None:
    try:
        draft = READERS[form]("any", decoded(text.encode("utf-8", "replace")))
        written = as_yaml(draft, unsure, shipped().moves)
    except NotReadable as refused:
        assert str(refused).endswith(".")
        return
    document = read_yaml("any.yaml", written.text.encode())
    assert document.problems == []
    scenario, problems = validated(document, Scenario, document.data)
    assert [str(problem) for problem in problems] == []
    assert scenario is not None
    targets = {route.to for node in scenario.nodes.values() for route in (*(node.goto or ()), *(node.chance or ()))}
    assert targets <= set(scenario.nodes)
    assert len(list(report(draft))) <= len(draft.all_dropped)
    assert counted(draft) or not draft.all_dropped


@pytest.mark.parametrize("form", READERS)
@given(data=st.data())
def test_any_text_becomes_a_draft_or_is_refused_with_a_sentence(form, data):
    becomes_a_draft(form, data.draw(pieces(form)))


@pytest.mark.parametrize("form", READERS)
@given(text=st.text(max_size=200))
def test_any_signs_become_a_draft_or_are_refused_with_a_sentence(form, text):
    becomes_a_draft(form, text)


LONG = (
    "{ } {a: {a| << <<if>> [[ [[a (if:_ <a_ -> *_ -_ '' // $a <!-- ::_x\n \n->_x /* # a:_b\n ===_x\n (( &# {$a} [a "
    "=>_x\n <% x<>\n \\"
)


@pytest.mark.parametrize("form", READERS)
@pytest.mark.parametrize("piece", [piece.replace("_", " ") for piece in LONG.split(" ")])
def test_a_long_row_of_anything_comes_to_an_end(form, piece):
    """Were reading to take as long as the square of the length, this would take hours, and the tests be stopped."""
    heads = {"ink": "=== a ===\nText ", "yarn": "title: A\n---\nText ", "twee": ":: A\nText "}
    text = heads[form] + piece * (100_000 // len(piece))
    try:
        READERS[form]("long", decoded(text.encode()))
    except NotReadable as refused:
        assert str(refused)


def test_what_is_too_large_or_no_text_is_refused_with_a_sentence(tmp_path):
    for content, words in (
        (b"x" * (MOST_BYTES + 1), "too large"),
        (b"\x89PNG\r\n\x1a\n\0\0", "not UTF-8"),
        (b"a\0b", "no text"),
    ):
        place = tmp_path / "story.ink"
        place.write_bytes(content)
        with pytest.raises(NotReadable, match=words):
            read_story(place, "ink")
    with pytest.raises(NotReadable, match="folder"):
        read_story(tmp_path, "ink")
    with pytest.raises(NotReadable, match="No such file"):
        read_story(tmp_path / "nowhere.ink", "ink")
