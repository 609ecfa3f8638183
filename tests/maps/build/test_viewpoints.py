import pytest

from mapapp.maps.build.viewpoints import VIEWPOINTS, border_layer

SOLID, LINE = "International boundary (verify)", "Line of control (please verify)"


@pytest.mark.parametrize(("record", "layer"), [
    ({"featurecla": SOLID, "fclass_iso": ""}, "borders"),
    ({"featurecla": SOLID, "fclass_ma": "Unrecognized"}, "border s ma=n"),
    ({"featurecla": SOLID, "fclass_cn": "Map unit boundary"}, "border s cn=r"),
    ({"featurecla": LINE, "fclass_in": "Unrecognized", "fclass_pk": "Admin-1 boundary"}, "border d in=n pk=r"),
    ({"featurecla": LINE, "fclass_pt": "Claim boundary"}, "border d"),
    ({"featurecla": "Lease limit"}, "border d"),
])  # fmt: skip
def test_a_line_is_filed_by_how_each_viewpoint_draws_it(record: dict[str, str], layer: str) -> None:
    assert border_layer(record) == layer


def test_what_iso_does_not_know_is_dashed_internationally_and_solid_for_others() -> None:
    layer = border_layer({"featurecla": SOLID, "fclass_iso": "Unrecognized", "fclass_ru": "Unrecognized"})

    styles = dict(part.split("=") for part in layer.removeprefix("border d ").split())
    assert styles == dict.fromkeys(VIEWPOINTS, "s") | {"ru": "n"}
