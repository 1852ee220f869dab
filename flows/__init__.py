"""What runs, in which order, on what."""
