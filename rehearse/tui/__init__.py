"""The full-screen program: its screens and what they share."""
