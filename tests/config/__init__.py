"""What holds of paths, settings, keys and themes."""
