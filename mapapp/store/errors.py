"""What can go wrong with a map's database."""

from mapapp.core.errors import MapappError


class StoreError(MapappError):
    """A map's database could not be opened, read or written; the text names its file and what to do."""


class ChangeRefused(StoreError):
    """An article cannot be deleted, corrected or put back as asked; the text says why."""


class IdTaken(StoreError):
    """Another text is stored under this article's id."""
