"""What the columns of a snapshot say in numbers."""

from typing import Final

from mapapp.core.link import PLACE_PRECISIONS
from mapapp.core.taxonomy import SUB_EVENT_TYPES

BACKGROUND, DENIED, UNPLACED, UNDATED, REVIEWED = 1, 2, 4, 8, 16
PRECISIONS: Final[tuple[str, ...]] = PLACE_PRECISIONS
SUB_TYPES: Final[tuple[str, ...]] = tuple(sub for subs in SUB_EVENT_TYPES.values() for sub in subs)
NO_SUB_TYPE: Final = 255
NOT_STATED: Final = 65_535
MOST_KILLED: Final = 65_534
SURE: Final = 100
