"""Simulated people for a trial: a coach leads the real session alone, the evening before."""
