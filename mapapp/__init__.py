"""News articles in, a map of the events they report out."""
