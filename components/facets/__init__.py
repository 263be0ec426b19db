"""The facets and the chips of what is set."""
