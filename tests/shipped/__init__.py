"""Tests of the data that the atlas comes with."""
