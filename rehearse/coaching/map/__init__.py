"""The map in words."""
