"""Which borders a state draws, and how: Natural Earth's FCLASS_ fields, one for each point of view."""

from typing import Final

VIEWPOINTS: Final = (
    *("ar", "bd", "br", "cn", "de", "eg", "es", "fr", "gb", "gr", "id", "il", "in", "it", "jp", "ko", "ma"),
    *("nl", "np", "pk", "pl", "ps", "pt", "ru", "sa", "se", "tr", "tw", "ua", "us", "vn"),
)
"""As Natural Earth names them: ISO 3166-1 codes, but "ko" for South Korea."""

AGREED: Final = "borders"
"""The layer of lines that are an international boundary for all of them."""


def border_layer(record: dict[str, str]) -> str:
    """Return the layer of a border: its style in the international view, then each view that differs.

    Styles: s solid, d dashed, r as a line within a country, n not drawn. Internationally a line is solid
    where both Natural Earth and ISO's view in it call it an international boundary, and dashed else.

    >>> border_layer({"featurecla": "Line of control (please verify)", "fclass_tr": "International boundary"})
    'border d tr=s'
    """
    kind = record.get("featurecla", "")
    agreed = {_style(kind), _style(record.get("fclass_iso") or kind)} == {"s"}
    default = "s" if agreed else "d"
    styles = {view: _style(record.get(f"fclass_{view}") or kind) for view in VIEWPOINTS}
    others = [f"{view}={style}" for view, style in styles.items() if style != default]
    return AGREED if agreed and not others else " ".join(["border", default, *others])


def _style(kind: str) -> str:
    """Return how a line of one of Natural Earth's classes is drawn."""
    if kind.startswith("International boundary"):
        return "s"
    if kind == "Unrecognized":
        return "n"
    return "r" if kind in {"Admin-1 boundary", "Map unit boundary"} else "d"
