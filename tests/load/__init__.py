"""Many readers at once, while the data are edited under them."""
