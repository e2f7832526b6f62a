"""Objections alone, for five minutes."""
