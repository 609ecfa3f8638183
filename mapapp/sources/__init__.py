"""The outside, made into articles."""
