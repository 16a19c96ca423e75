"""Products from a file, in stages: read, check, run, undo. Nothing is written to the catalogue before `begin`."""
