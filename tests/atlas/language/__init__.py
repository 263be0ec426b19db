"""Tests of atlas/language."""
