"""The atlas as it is shown to an audience: full screen, large, stepped through by the keyboard."""
