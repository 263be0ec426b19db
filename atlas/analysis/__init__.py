"""What the tables say: counted, compared, arranged."""
