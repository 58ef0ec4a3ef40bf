"""The user's directories, settings, keys and themes, read from TOML."""
