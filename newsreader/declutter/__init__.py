"""A page in, an Article out: what is shown, and what is hidden and why."""
