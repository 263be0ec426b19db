"""Mutations of the data: each is checked as `validate` does and, where accepted, shown everywhere."""
