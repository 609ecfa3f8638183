"""Packages -> the basemap and the vendored scripts; run when a source changes, never by the app."""
