"""The data page: any table as the filter leaves it."""
