"""The map: its layers, its legend and the page part that shows it."""
