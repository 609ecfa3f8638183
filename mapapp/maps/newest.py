"""The newest events of each symbol."""

from typing import Any, Final

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.intp]

FIRST_STEP: Final = 1 << 15


def newest(symbol_of_row: npt.NDArray[Any], wanted: Ints) -> Ints:
    """Return where the last rows of each symbol are, so many as are wanted of it, one symbol after another.

    From the end on, so that the many older rows are looked at only for symbols that lack some.
    """
    missing = np.append(wanted, 0)
    found, places = [], []
    end, step = len(symbol_of_row), FIRST_STEP
    while end and missing.any():
        begin = max(0, end - step)
        some = symbol_of_row[begin:end][::-1]
        open_ = np.flatnonzero(missing.take(some) > 0)
        of_open = some[open_]
        order = np.argsort(of_open, kind="stable")  # sixteen bits: numpy sorts them by counting
        sorted_ = of_open[order]
        starts = np.searchsorted(sorted_, sorted_, "left")
        kept = np.arange(len(order)) - starts < missing.take(sorted_)
        found.append(sorted_[kept])
        places.append(end - 1 - open_[order[kept]])
        missing -= np.bincount(found[-1], minlength=len(missing))
        end, step = begin, step * 4
    if not places:
        return np.empty(0, dtype=np.intp)
    return np.concatenate(places)[np.argsort(np.concatenate(found), kind="stable")]
