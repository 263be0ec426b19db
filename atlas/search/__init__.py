"""Names found however they are typed."""
