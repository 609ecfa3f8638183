"""Sources of place data, made into the one data file."""
