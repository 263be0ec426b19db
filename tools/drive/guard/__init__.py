"""The guard of the whole test run: nothing of ours looks up an outside name or connects to an outside address."""
