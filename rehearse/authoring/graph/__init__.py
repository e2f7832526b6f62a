"""A scenario to look at, in six formats, and its figures."""
