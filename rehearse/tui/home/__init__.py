"""The first screen: meetings, bosses, levels, and what was begun."""
