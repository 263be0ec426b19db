"""Tests of what is taken away to a meeting."""
