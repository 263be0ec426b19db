"""The compare page and its presentation."""
