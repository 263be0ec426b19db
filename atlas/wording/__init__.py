"""Figures and tables in words."""
