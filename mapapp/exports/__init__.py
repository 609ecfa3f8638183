"""Events, written in the field's formats."""
