"""Links: what a URL says, and saved views."""
