"""The use cases: how the trades work together. Modules are imported one by one, so that the TUI stays light."""
