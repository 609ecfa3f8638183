"""Reports, merged into events."""
