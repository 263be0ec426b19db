"""Titled blocks of figures, each with its sources."""
