"""What is kept on this machine: where it lies, the journal of all rehearsals, and the settings."""
