"""Colours and shapes of the map and the charts."""
