"""What is learnt from one rehearsal: where it turned, what to do otherwise, and a goal."""
