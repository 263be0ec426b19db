"""Tests of the scripts that derive files."""
