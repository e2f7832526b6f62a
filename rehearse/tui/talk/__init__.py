"""The talk: the stage above, and at the foot what can be said and what a line was worth."""
