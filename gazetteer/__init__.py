"""Names and places: a gazetteer that resolves alternate and disputed names, offline."""
