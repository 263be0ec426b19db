"""Geometry: distances, circles, clusters, and room for labels."""
