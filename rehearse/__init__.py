"""Practise a hard conversation with your boss before you have it."""

__version__ = "0.1.0"
