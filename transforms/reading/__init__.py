"""One document at a time: what a text says, where, and whether it can be trusted."""

import os

# Before numpy is loaded: our matrices are small, and threads that wait for each other cost ten times what they gain.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
