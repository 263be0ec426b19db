"""Tests of atlas/pictures."""
