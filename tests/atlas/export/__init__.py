"""Tests of what is taken away as files."""
