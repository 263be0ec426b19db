"""About the data: what the tables are and where they come from."""
