"""What one met, what worked, and what is still unproven."""
