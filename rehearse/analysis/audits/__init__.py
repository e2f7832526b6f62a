"""Whether a meeting teaches what it means to: exact figures on giveaways, coverage, pivots, and how bosses differ."""
