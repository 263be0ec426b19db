"""Tests of the domain: plain functions on small tables."""
