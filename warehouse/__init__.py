"""Where things are kept and how they are seen: ledger, readings, snapshots, releases, views."""
