"""For those who write meetings: checking, proving, testing, drawing, exchanging. Screens and commands show it."""
