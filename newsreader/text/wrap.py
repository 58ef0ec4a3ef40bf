"""Lines that fit a width: breaks at spaces and between CJK characters, never before closing punctuation, never inside a cluster."""
