"""What is taken away to a meeting: pictures of the map and of the charts."""
