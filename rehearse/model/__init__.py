"""What authors write, as frozen values: meetings, bosses, advice, and the problems found in them."""
