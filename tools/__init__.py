"""Scripts that derive what the atlas ships."""
