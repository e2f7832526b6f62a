"""The checks of a conversation, one subject a file. ``analysis.check`` puts them together."""
