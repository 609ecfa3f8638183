"""Articles, read into reports."""
