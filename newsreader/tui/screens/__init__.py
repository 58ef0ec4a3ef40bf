"""Screens over the three panes."""
