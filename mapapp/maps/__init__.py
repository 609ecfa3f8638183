"""Symbols, basemap and the only folium."""
