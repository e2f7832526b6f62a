"""Everything that is wrong with content, in one report."""
