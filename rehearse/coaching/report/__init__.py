"""Debriefs and comparisons in words to keep: Markdown and HTML."""
