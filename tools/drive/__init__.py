"""Drives the atlas from outside, as its readers do: for tests, benchmarks and pictures alike."""
