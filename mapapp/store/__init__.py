"""The only SQL: articles, reports, events and edits, kept.

`Store(url).open()` is one map's database; see `mapapp.store.store`.
"""

from mapapp.store.answers import Added, ArticleLine, Change, Counts
from mapapp.store.errors import ChangeRefused, IdTaken, StoreError
from mapapp.store.store import Store

__all__ = ["Added", "ArticleLine", "Change", "ChangeRefused", "Counts", "IdTaken", "Store", "StoreError"]
