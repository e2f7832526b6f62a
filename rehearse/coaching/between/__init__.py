"""Between rehearsals: the plan, the drill, progress, and what follows the real meeting."""
