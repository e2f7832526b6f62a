"""YAML text to validated models, with every problem at its own line and column."""
