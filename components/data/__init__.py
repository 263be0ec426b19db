"""The data page: any table as the selection leaves it."""
