"""Tests of atlas/search."""
