"""The three panes, on the line API."""
