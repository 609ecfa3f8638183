"""A map that can be read and not written."""

from typing import NoReturn

from mapapp.store.database import Database
from mapapp.store.errors import StoreError
from mapapp.store.store import Store


class ReadOnly(StoreError):
    """Something was to be written to a map that is for reading only."""

    def __init__(self) -> None:
        super().__init__("The demo is read-only. Start a map of your own.")


class SealedDatabase(Database):
    """A database that gives no connection to write with."""

    def writing(self) -> NoReturn:
        """Raise ReadOnly."""
        raise ReadOnly


class SealedStore(Store):
    """A store whose every write raises ReadOnly, whichever function of it asks."""

    of_database = SealedDatabase
