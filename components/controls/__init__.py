"""What the user chooses with."""
