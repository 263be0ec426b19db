"""Tests of atlas/analysis."""
