"""The prep sheet prints on one side, whatever stands on it: reckoned as a browser would set it."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import pytest

from rehearse.coaching.feedback.catalogue import Catalogue
from rehearse.coaching.prep import fit as prep_fit
from rehearse.coaching.prep import page as prep_page
from rehearse.coaching.prep.fit import SIZES_PT, fitted
from rehearse.coaching.prep.sheet import prep_sheet
from rehearse.coaching.prep.values import OWN_WORDS, Own
from rehearse.coaching.report.markdown import NOTICE
from rehearse.loading.library import load_library
from rehearse.model.brief import Ask, Boss, Brief, Duties, Fact, Trial

if TYPE_CHECKING:
    from rehearse.coaching.prep.fit import Fitted
    from rehearse.coaching.prep.values import PrepSheet
    from rehearse.loading.library import Library

FOOT = f"{OWN_WORDS} {NOTICE}"
MEASURED = (  # in em, in DejaVu Serif at an x-height of 0.48, the widest of those that browsers take
    ("Only I can be at the nursery by five on Wednesdays; my partner is on late shift.", 37.2),
    ("Claims closed within the target this year: 94 of 100 (the team's own dashboard)", 37.5),
    ("WIDE MEMOS WANTED WHOLESALE", 18.4),
    ("“How will you tell in half a year whether this was right? Is there a survey?”", 35.4),
)
UNITS = {
    "words": "the words go on and on with some of them a little longer than others ",
    "sentences": "Short one. Then another, longer one, with a comma. ",
    "capitals": "WIDE MEMOS WANTED WHOLESALE WITHOUT MEASURE ",
    "no blanks": "MW",
    "wide signs": "彼女は毎週水曜日に家で働きたい",
}


@cache
def library() -> Library:
    return load_library()


def sheet_of(brief: Brief, own: dict[str, Own] | None = None) -> PrepSheet:
    return prep_sheet(library(), Catalogue(library()), brief, own=own)


def usual(brief: Brief) -> Fitted:
    return fitted(sheet_of(brief), FOOT)


def longest(unit: str) -> PrepSheet:
    """Every answer, and every line in one's own words, as long as can be."""
    line, long = (unit * 300)[:300].strip(), (unit * 2000)[:2000].strip()
    brief = Brief(
        boss=Boss(name=line, persona="controlling", mixed_with="risk-averse"),
        happened=long,
        ask=Ask(ideal=line, acceptable=line, walk_away=line, accepts=("agreed", "trial", "partial", "deferred")),
        need=line,
        reason=long,
        facts=tuple(Fact(text=line[number:], figure=line, source=line) for number in range(5)),
        trial=Trial(length=line, measures=line, review=line, ends=line),
        duties=Duties(home=long, office=long),
        reachable=line,
        internet=line,
        alternative=line,
        stop=line,
        follow_up=line,
    )
    concerns = [concern.id for persona in library().personas.values() for concern in persona.concerns]
    keys = ["opening", "question.1", "question.2", "question.3", "close", "no", "place", "fact.1", "fact.2"]
    keys += [f"{place}.{concern}" for place in ("if", "then", "theirs") for concern in concerns]
    return sheet_of(brief, {key: Own(f"{number} {long}") for number, key in enumerate(keys)})


@pytest.mark.parametrize(("text", "em"), MEASURED)
def test_no_usual_font_is_wider_than_what_is_reckoned_with(text: str, em: float) -> None:
    assert em <= prep_fit._length(text) <= em * 1.06


@pytest.mark.parametrize("unit", UNITS.values(), ids=UNITS)
def test_the_longest_answers_fit_one_side_and_the_page_says_that_it_was_shortened(unit: str) -> None:
    sheet = longest(unit)
    page = fitted(sheet, FOOT)
    assert page.fits
    assert page.shortened
    assert f"Shortened in {page.shortened} places to fit the page" in prep_page.html(sheet)
    assert "Shortened" not in prep_page.markdown(sheet)


def test_an_empty_page_has_large_letters_and_room_to_write() -> None:
    page = usual(Brief())
    assert page.fits
    assert not page.shortened
    assert page.size >= 10.5
    assert page.blank >= 8


def test_the_more_there_is_the_smaller_the_letters() -> None:
    half = usual(Brief(boss=Boss(persona="controlling"), need="being at nursery pick-up by five"))
    full = fitted(longest("Some words of which there are few. "), FOOT)
    assert SIZES_PT[0] > half.size > full.size
    assert not half.shortened


def test_both_columns_are_about_as_high() -> None:
    page = usual(Brief(boss=Boss(persona="controlling")))
    assert len(page.left) + len(page.right) == 9
    assert 3 <= len(page.left) <= 6


def test_the_style_sheet_leaves_the_paper_to_the_printer_and_is_never_dark() -> None:
    page = prep_page.html(sheet_of(Brief()))
    assert re.search(r"@page \{ margin: 10mm 12mm; \}", page)
    assert "color-scheme: only light" in page
    assert "prefers-color-scheme" not in page
    assert "SIZE" not in page
    assert "BLANK" not in page
    assert re.search(r"font: 1[01](\.5)?pt/", page)
