"""Feedback: what a line did, why, by which rule and source, and what would have been better."""
