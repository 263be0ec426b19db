"""Tests of atlas/store."""
