"""The only SQL: articles, reports, events and edits, kept."""
