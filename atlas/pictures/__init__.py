"""Drawings of the map, the charts and the timeline, as files."""
