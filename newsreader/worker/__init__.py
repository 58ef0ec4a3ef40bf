"""The child process that runs the long jobs, and what the TUI holds of it."""
