"""What is chosen, which rows fit it, and which may fit."""
