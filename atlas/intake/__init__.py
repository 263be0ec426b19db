"""From files to checked tables: read, then check."""
