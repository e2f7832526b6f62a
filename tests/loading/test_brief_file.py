"""The brief's file: written with reasons, read with located problems."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rehearse.loading.brief_file import read_brief, written
from rehearse.model.brief import Ask, Boss, Brief, Commute, Duties, Fact, Trial
from rehearse.model.brief_questions import QUESTIONS, WEEKDAYS

line = st.one_of(st.none(), st.text(max_size=120), st.text(" :#-'\"|>{}[]&*!%@`,?abYN0123.\\\n", max_size=120))
fact = st.builds(Fact, text=st.text(min_size=1).filter(lambda text: Brief(you=text).you is not None)).flatmap(
    lambda made: st.builds(lambda f, s: Fact(text=made.text, figure=f, source=s), line, line)
)


def number(most: int, least: int = 1) -> st.SearchStrategy[int | None]:
    return st.one_of(st.none(), st.integers(least, most))


persona = st.sampled_from([None, "controlling", "old-school"])
briefs = st.builds(
    Brief,
    you=line,
    boss=st.builds(Boss, name=line, persona=persona, mixed_with=st.sampled_from([None, "sociable"]), share=number(50)),
    company=line,
    years=st.one_of(st.none(), st.floats(0, 80)),
    date=st.one_of(st.none(), st.dates(dt.date(1900, 1, 1))),
    form=st.sampled_from([None, "in-person", "video", "phone"]),
    happened=st.one_of(st.none(), st.text(max_size=400)),
    ask=st.builds(
        Ask,
        ideal=line,
        walk_away=line,
        home_days=number(5),
        home_day=st.sampled_from([None, *WEEKDAYS]),
        accepts=st.lists(st.sampled_from(["agreed", "trial", "partial", "deferred"]), unique=True).map(tuple),
    ),
    need=line,
    reason=st.one_of(st.none(), st.text(max_size=400)),
    commute=st.builds(Commute, minutes=number(600, 0), hours=st.one_of(st.none(), st.floats(0, 100))),
    facts=st.lists(fact, max_size=5).map(tuple),
    trial=st.builds(Trial, length=line, ends=line),
    duties=st.builds(Duties, home=st.one_of(st.none(), st.text(max_size=300)), office=line),
)


@given(briefs)
def test_what_is_written_is_read_again(brief: Brief) -> None:
    assert read_brief("brief.yaml", written(brief).encode()) == (brief, [])


def test_the_file_says_above_every_key_why_it_is_asked() -> None:
    lines = written(Brief()).splitlines()
    for question in QUESTIONS:
        key = question.key.rpartition(".")[2]
        places = [at for at, text in enumerate(lines) if text.strip().partition(":")[0] == key]
        above = [" ".join(text.strip(" #") for text in lines[max(0, at - 9) : at]) for at in places]
        assert any(question.why in text for text in above), question.key
    assert max(map(len, lines)) <= 104


def test_a_long_answer_is_folded_and_a_hard_one_quoted() -> None:
    brief = Brief(you="no", company="a: b #c", happened="one\n\ntwo", need="word " * 40, reason="\u00ad")
    text = written(brief)
    assert 'you: "no"' in text
    assert 'company: "a: b #c"' in text
    assert "happened: |-\n  one\n\n  two\n" in text
    assert "need: >-\n  word word" in text
    assert 'reason: "\\u00ad"' in text
    assert read_brief("x", text.encode()) == (brief, [])


@pytest.mark.parametrize("raw", [b"", b"# nothing but a comment\n", b"---\n", b"{}"])
def test_a_file_with_nothing_in_it_is_an_empty_brief(raw: bytes) -> None:
    assert read_brief("brief.yaml", raw) == (Brief(), [])


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        ("you: Sam\ncomany: X\n", "2:1", "The key 'comany' is not known here. Did you mean 'company'?"),
        ("you: Sam\nideal: X\n", "2:1", "The key 'ideal' is not known here. It stands under 'ask'."),
        ("ask:\n  you: Sam\n", "2:3", "It stands at the top, not under another key."),
        ("boss: {nme: Karen}\n", "1:8", "Did you mean 'name'?"),
        ("facts:\n  - {text: A, figur: 3}\n", "2:15", "Did you mean 'figure'?"),
        ("facts:\n  - {figure: 3}\n", "2:5", "The key 'text' is missing here."),
        ("date: 17 March\n", "1:7", "A date is written as year, month and day"),
        ("ask: {home_days: 9}\n", "1:18", "The number must be at most 5."),
        ("ask: {home_days: many}\n", "1:18", "A whole number is expected here, not 'many'."),
        ("ask: {accepts: [agreed, trail]}\n", "1:25", "Did you mean 'trial'?"),
        ("form: vidio\n", "1:7", "Did you mean 'video'?"),
        ("you: [Sam]\n", "1:1", "A text is expected here, not a list."),
        ("boss: {persona: controlling, mixed_with: controlling}\n", "1:42", "name the same boss"),
        (f"you: {'x' * 301}\n", "1:6", "At most 300 characters are allowed here."),
        (f"facts: [{', '.join('abcdef')}]\n", "1:1", "At most 5 are allowed here."),
        ("you: Sam\nyou: Pat\n", "2:1", "stands here a second time"),
        ("you: Sam\n  company: X\n", "2:3", "This line is indented further than line 1"),
        ("you: *sam\n", "1:6", "is an alias"),
        ("you: 'Sam\n", "1:6", "A quote is opened here and never closed"),
        ("- Sam\n", "1:1", "A mapping (key: value) is expected here"),
    ],
)
def test_a_mistake_is_told_at_its_place_with_what_was_meant(text: str, place: str, said: str) -> None:
    _, problems = read_brief("brief.yaml", text.encode())
    assert len(problems) == 1
    assert str(problems[0]).startswith(f"brief.yaml:{place}: error: ")
    assert said in str(problems[0])


@pytest.mark.parametrize("raw", [b"you: \xff", b"you: \x00", b"[" * 90_000, b"a" * 2_000_001])
def test_what_is_no_yaml_at_all_is_one_problem(raw: bytes) -> None:
    brief, problems = read_brief("brief.yaml", raw)
    assert brief == Brief()
    assert len(problems) == 1


def test_what_has_a_mistake_is_left_out_and_the_rest_is_there() -> None:
    text = """
you: Sam
comany: X
boss: {name: Karen, persona: controlling, mixed_with: controlling, share: 90}
ask: {ideal: A day, home_days: 9, accepts: [agreed, trail]}
facts: [One, {figure: 2}, {text: Three, figure: [3]}, Four, Five]
"""
    brief, problems = read_brief("brief.yaml", text.encode())
    assert len(problems) == 7
    assert brief == Brief(
        you="Sam",
        boss=Boss(name="Karen", persona="controlling"),
        ask=Ask(ideal="A day", accepts=("agreed",)),
        facts=(Fact(text="One"), Fact(text="Three"), Fact(text="Four"), Fact(text="Five")),
    )


def test_five_of_too_many_facts_are_kept() -> None:
    brief, problems = read_brief("brief.yaml", b"facts: [a, b, c, d, e, f, g]")
    assert [fact.text for fact in brief.facts] == list("abcde")
    assert len(problems) == 1


def test_a_boss_who_is_not_there_is_told_and_kept() -> None:
    brief, problems = read_brief("brief.yaml", b"boss: {persona: controling}", {"controlling", "sociable"})
    assert brief.boss.persona == "controling"
    assert [str(problem) for problem in problems] == [
        "brief.yaml:1:17: error: There is no persona 'controling'. Did you mean 'controlling'? [unknown-persona]"
    ]


@given(st.text(max_size=300), st.sampled_from(["{}", "you: {}", "ask:\n  home_days: {}", "facts:\n  - {}", "boss: {}"]))
def test_no_file_is_too_strange_to_be_read(text: str, frame: str) -> None:
    read_brief("brief.yaml", frame.replace("{}", text).encode("utf-8", "replace"))
