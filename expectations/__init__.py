"""The gate: what must be true of a snapshot before it is released."""
