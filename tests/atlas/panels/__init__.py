"""Tests of atlas/panels."""
