"""Which boss is mine? One statement at a time, and the result."""
