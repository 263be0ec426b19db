"""Tests of atlas/selection."""
