"""Pure functions from frames and text to frames: what an article says, and what happened in the world."""
