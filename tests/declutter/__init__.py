"""What declutter shows and what it hides."""
