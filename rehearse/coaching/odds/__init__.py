"""Who might sit in the person's place, and what each line is worth to them."""
