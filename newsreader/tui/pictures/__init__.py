"""Pictures in the flow of an article: half blocks everywhere, the terminal's own graphics where it is known to have them, words else."""
