"""The author's bench: outline, node, problems and facts, beside one's own editor."""
