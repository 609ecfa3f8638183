"""The only SQL: articles, reports, events and edits, kept.

`Store(url).open()` is one map's database; see `mapapp.store.store`.
"""

from mapapp.store.errors import IdTaken, StoreError
from mapapp.store.store import Added, Counts, Store

__all__ = ["Added", "Counts", "IdTaken", "Store", "StoreError"]
