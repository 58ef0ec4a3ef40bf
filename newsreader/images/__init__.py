"""Pictures made small enough for a terminal: the one room that knows Pillow."""
