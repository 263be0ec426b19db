"""What surrounds every page, also when something is wrong."""
