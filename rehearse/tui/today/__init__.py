"""What is on today, on the way to the meeting."""
