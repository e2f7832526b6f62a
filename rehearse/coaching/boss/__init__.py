"""Which boss somebody has: the questions that tell, and what is chosen by them."""
