"""Questions about the whole of a meeting: its graph, and what is wrong with it. The only user of networkx."""
