"""The policy page: targets, measures and the timeline."""
