"""My meeting: the form for the person's own facts."""
