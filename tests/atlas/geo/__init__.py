"""Tests of atlas/geo."""
