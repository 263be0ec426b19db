"""The value-chain page and its presentation."""
