"""Whom the answers about one's boss lead to."""

from __future__ import annotations

import pytest

from rehearse.coaching.boss.boss_choice import bosses, shown
from rehearse.coaching.boss.which_boss import BossMix


@pytest.mark.parametrize(
    ("result", "seen", "to_rehearse"),
    [
        (BossMix("a", 100, None, 0, clear=True, near=("a",)), ("a",), ("a",)),
        (BossMix("a", 60, "b", 40, clear=True, near=("a",)), ("a", "b"), ("a+b",)),
        (BossMix("a", 50, "b", 50, clear=False, near=("a", "b")), ("a", "b"), ("a", "b", "a+b")),
        (BossMix("a", 50, "b", 50, clear=False, near=("a", "b", "c")), ("a", "b", "c"), ("a", "b", "c")),
        (BossMix("a", 100, "b", 0, clear=False, near=("a",)), ("a",), ("a",)),
        (BossMix("a", 0, None, 0, clear=False, near=()), (), ()),
    ],
)
def test_the_clear_one_or_each_who_is_near(
    result: BossMix, seen: tuple[str, ...], to_rehearse: tuple[str, ...]
) -> None:
    assert shown(result) == seen
    assert bosses(result) == to_rehearse
