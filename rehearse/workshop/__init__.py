"""The workshop: one conversation, a room that decides what is said, a coach who leads. State machine, server, pages."""
