"""The tests mirror the package: a room here for each room there."""
