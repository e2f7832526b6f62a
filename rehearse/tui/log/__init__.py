"""After the real meeting: the screen on which it is noted, and the mail that follows it up."""
