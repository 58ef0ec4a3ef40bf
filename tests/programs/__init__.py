"""What holds of the programs that are started."""
