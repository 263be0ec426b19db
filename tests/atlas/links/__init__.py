"""Tests of atlas/links."""
