"""How event types look: colours that colour-blind readers can tell apart, and a shape each."""

from dataclasses import dataclass
from typing import Final

from mapapp.core.taxonomy import EVENT_TYPES, TYPE_KEYS


@dataclass(frozen=True, slots=True)
class Look:
    """One type's symbol: its key, its name, its colour on a light and on a dark map, its shape."""

    key: str
    name: str
    light: str
    dark: str
    shape: str


# Okabe and Ito's palette, darkened on light ground until each colour has a contrast of 3 to 1 with land
# and water (WCAG 1.4.11); shape says the type again, so that colour is never needed.
_LOOKS: Final = {
    "Battles": ("#b84700", "#e8833a", "diamond"),
    "Explosions/Remote violence": ("#c0143c", "#ff6b7d", "circle"),
    "Violence against civilians": ("#8c3a78", "#dc8fc4", "triangle"),
    "Protests": ("#0068a8", "#56b4e9", "square"),
    "Riots": ("#7a5c00", "#f0d04a", "pentagon"),
    "Strategic developments": ("#00725a", "#2fc79b", "cross"),
}
LEGEND: Final[tuple[Look, ...]] = tuple(Look(TYPE_KEYS[kind], kind, *_LOOKS[kind]) for kind in EVENT_TYPES)
"""Every event type's look, in the order of the taxonomy."""
