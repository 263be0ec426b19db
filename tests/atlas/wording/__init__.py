"""Tests of atlas/wording."""
