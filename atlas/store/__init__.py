"""The data: their schema, how they are read, checked and kept as one immutable version."""
