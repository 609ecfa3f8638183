"""Which countries a text is about by the armed groups and forces it names."""

import re
from functools import lru_cache

from gazetteer.lexicon import lexicon


def parties_in(text: str) -> dict[str, tuple[str, ...]]:
    """Return the groups that a text names, in its order, each with the countries where it is at home.

    >>> parties_in("M23 and the FDLR fought again.")
    {'M23': ('CD',), 'FDLR': ('CD', 'RW')}
    """
    groups = lexicon().groups
    plain = text.replace("-", " ").replace("’", "'")
    found: dict[str, tuple[str, ...]] = {}
    for match in _pattern().finditer(plain):
        found.setdefault(match.group(), tuple(sorted(groups[match.group()])))
    return found


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    names = sorted(lexicon().groups, key=lambda n: (-len(n), n))
    return re.compile(rf"(?<![\w])(?:{'|'.join(map(re.escape, names))})(?!\w)")
