"""Tests of the screen through app.py, without a browser."""
