"""Two bosses in one: ``controlling+sociable`` is mostly the first, with something of the second."""

JOIN = "+"
MOST_PARTS = 2


def mix_id(main: str, other: str | None = None) -> str:
    """What journals and commands call a boss who is mostly *main*, with something of *other* if there is one."""
    return f"{main}{JOIN}{other}" if other else main


def parts_of(persona: str) -> tuple[str, ...]:
    """The persona ids in *persona*, the main one first."""
    return tuple(persona.split(JOIN))
