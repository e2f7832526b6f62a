"""A workshop's session as a pure state machine: events that are only ever added, and what they add up to."""
