"""A card that names what is not there is reported and left out; the rest can be used."""

from __future__ import annotations

from rehearse.coaching.feedback.catalogue import Catalogue
from rehearse.loading.library import load_library

CARD = """
- id: mine
  title: T
  why: W
  example: E
  counter_example: C
  recommends: [no-such-move]
  stages: [ask]
  points: [LP-01]
"""


def test_a_card_with_an_unknown_move_is_reported_and_left_out(tmp_path):
    (tmp_path / "advice" / "cards").mkdir(parents=True)
    (tmp_path / "advice" / "cards" / "mine.yaml").write_text(CARD)
    library = load_library([tmp_path])
    assert [problem.code for problem in library.errors] == ["unknown-move"]
    assert "mine" not in library.cards
    assert Catalogue(library).cards
