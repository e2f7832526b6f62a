"""``rehearse workshop``: the commands, and what each of them does with the session and the terminal."""
