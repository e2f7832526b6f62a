"""The tests that stand beside scenarios: found, run, told, and made of rehearsals."""
