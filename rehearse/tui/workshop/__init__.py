"""The coach's screen of a workshop."""
