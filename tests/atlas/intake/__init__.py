"""Tests of reading and checking the files."""
