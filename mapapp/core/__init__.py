"""What things mean: pure values, no files, clock or network."""
