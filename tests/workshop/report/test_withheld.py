"""What is withheld of a few people, and that nobody can work it out from the rest."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import combinations, pairwise
from typing import Any

import pytest

from rehearse.workshop.report.practising import KINDS, WHETHER
from rehearse.workshop.report.withheld import breakdown, graded, people


def parts(*counts, **more):
    told = breakdown(dict(enumerate(counts)), anonymous=True, **more)
    return tuple(told.values())


@pytest.mark.parametrize(("count", "told"), [(0, 0), (1, None), (4, None), (5, 5), (30, 30)])
def test_one_to_four_people_are_withheld_and_nobody_is_not(count, told):
    assert people(count, anonymous=True) == told


def test_with_names_nothing_is_withheld():
    assert people(1, anonymous=False) == 1
    assert breakdown({"a": 1, "b": 0}, anonymous=False) == {"a": 1, "b": 0}


def test_a_breakdown_of_fewer_than_five_people_is_withheld_as_a_whole():
    assert parts(4, 0) == (None, None)
    assert parts(4, 0, revealed=True) == (None, None)


def test_a_tally_that_everybody_saw_is_told_as_it_was_shown():
    assert parts(5, 1, 0, revealed=True) == (5, 1, 0)


def test_a_single_small_part_takes_the_next_larger_one_with_it():
    assert parts(20, 1, 9) == (20, None, None)


def test_small_parts_that_hide_one_another_leave_the_large_ones_told():
    assert parts(20, 3, 4, 9) == (20, None, None, 9)


def test_nothing_is_withheld_where_no_part_is_small():
    assert parts(5, 9, 0) == (5, 9, 0)
    assert parts(0, 0) == (0, 0)


def test_which_of_two_large_parts_is_withheld_with_a_small_one_does_not_tell_how_small_it_is():
    assert parts(5, 5, 3) == (None, None, None)
    assert parts(5, 6, 3) == (None, 6, None)


ENDS = ("agreed", "trial", "deferred", "ruptured", "unfinished")


def ended(*counts):
    return graded(dict(zip(ENDS, counts, strict=True)), (KINDS, WHETHER), anonymous=True)


def test_endings_are_told_by_type_where_none_is_small():
    assert ended(5, 6, 7, 0, 8) == {"agreed": 5, "trial": 6, "deferred": 7, "ruptured": 0, "unfinished": 8}


def test_else_by_kind_and_else_by_whether_there_was_a_yes():
    assert ended(1, 6, 7, 5, 8) == {"yes": 7, "not-yet-or-no": 7, "ruptured": 5, "unfinished": 8}
    assert ended(1, 6, 3, 2, 8) == {"yes": 7, "no-yes": 5, "unfinished": 8}
    assert ended(1, 1, 3, 2, 8) == {"yes": None, "no-yes": None, "unfinished": 8}


def test_with_names_endings_are_told_by_type():
    counts = dict(zip(ENDS, (1, 0, 2, 0, 3), strict=True))
    assert graded(counts, (KINDS, WHETHER), anonymous=False) == counts


def sums(total, places):
    """Every way to share *total* between so many."""
    for bars in combinations(range(total + places - 1), places - 1):
        yield tuple(after - before - 1 for before, after in pairwise((-1, *bars, total + places - 1)))


@pytest.mark.parametrize(("places", "most"), [(2, 30), (3, 30), (4, 20)])
def test_no_withheld_part_can_be_worked_out_by_who_knows_the_rule_and_the_total(places, most):
    looked_at = 0
    for total in range(5, most + 1):
        possible: Any = defaultdict(list)
        for counts in sums(total, places):
            possible[parts(*counts)].append(counts)
        for told, counts in possible.items():
            for place, count in enumerate(told):
                assert count is None or not 0 < count < 5
                if count is None:
                    looked_at += 1
                    assert len({each[place] for each in counts}) > 1, (total, told)
    assert looked_at > 10


@pytest.mark.parametrize("total", [5, 9, 13, 14, 16, 18])
def test_nor_can_a_part_or_group_of_endings_be_worked_out_from_how_finely_they_are_told(total):
    possible: Any = defaultdict(list)
    for counts in sums(total, len(ENDS)):
        possible[tuple(ended(*counts).items())].append(counts)
    finely = Counter(len(told) for told in possible)
    for told, counts in possible.items():
        for groups in ({end: end for end in ENDS}, KINDS, WHETHER):
            for name in {groups[end] for end in ENDS}:
                found = {
                    sum(count for end, count in zip(ENDS, each, strict=True) if groups[end] == name) for each in counts
                }
                withheld = dict(told).get(name, 0) is None
                assert not (len(found) == 1 and (withheld or 0 < next(iter(found)) < 5)), (told, name)
    assert {3, 5} <= set(finely)
