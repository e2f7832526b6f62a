"""From a line to its moves, from there to the cards that speak of them, and to a verdict with its source."""
