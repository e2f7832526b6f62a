"""The author's bench without its screen: the draft, the path through it, and what is known of each node."""
