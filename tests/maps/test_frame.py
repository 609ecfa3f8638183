import json
import re
from datetime import date
from typing import Any

import pytest
import streamlit_folium

from mapapp.core.area import Area
from mapapp.core.map_name import token
from mapapp.core.selection import Selection
from mapapp.maps import frame
from mapapp.maps.assets import SCRIPTS, STATIC_FOLDER, STYLES
from mapapp.maps.frame import MAX_ZOOM, MIN_ZOOM, event_map, filter_message


def as_sent(drawn: Any, message: Any = None) -> dict[str, str]:
    """What st_folium sends to the browser, made by its own functions."""
    drawn.get_root().render()
    drawn.render()
    sent = {
        "html": streamlit_folium._get_html(drawn),
        "header": streamlit_folium._get_header(drawn),
        "script": streamlit_folium._get_map_string(drawn),
    }
    if message is not None:
        sent["message"] = streamlit_folium._get_feature_group_string(message, map=drawn)
    return sent


def told(message: Any) -> dict[str, Any]:
    """The values the map's script is called with."""
    script = as_sent(event_map(), message)["message"]
    call = re.search(r"window\.mapapp\.show\((\{.*\})\);", script)
    assert call is not None
    return dict(json.loads(call.group(1)))


def test_the_map_names_no_address_but_ours() -> None:
    drawn = event_map()
    sent = as_sent(drawn, filter_message(Selection(), "ev-12ab"))
    links = [address for _, address in [*drawn.default_js, *drawn.default_css]]

    assert not re.findall(r"https?:|//[a-z]", "".join(sent.values()))
    assert links == [f"/mapapp/static/{path}" for _, path in [*SCRIPTS, *STYLES]]


def test_every_file_the_map_loads_is_there() -> None:
    missing = [path for _, path in [*SCRIPTS, *STYLES] if not (STATIC_FOLDER / path).is_file()]

    assert missing == []


def test_links_follow_the_base_path() -> None:
    drawn = event_map(base_path="/maps/strikes/")

    assert all(address.startswith("/maps/strikes/mapapp/static/") for _, address in drawn.default_js)


def test_a_base_path_is_a_folder_never_a_host() -> None:
    assert event_map(base_path="//evil.example").default_js[0][1].startswith("/evil.example/mapapp/")


@pytest.mark.parametrize("path", ["/a b", "/{{7*7}}", "/a'b", "https://evil.example", "/a\nb"])
def test_a_base_path_that_is_none_is_refused(path: str) -> None:
    with pytest.raises(ValueError, match="base path"):
        event_map(base_path=path)


def test_a_layer_that_would_load_from_elsewhere_is_refused() -> None:
    drawn = event_map()
    drawn.default_js.append(("foreign", "https://cdn.example/leaflet.js"))

    with pytest.raises(ValueError, match="elsewhere"):
        frame._refuse_foreign(drawn, "/mapapp/static/")


def test_a_fresh_map_is_the_same_map_to_streamlit_folium() -> None:
    keys = {streamlit_folium.generate_js_hash(as_sent(event_map())["script"], "map") for _ in range(3)}

    assert len(keys) == 1


def test_the_map_starts_our_script_with_the_looks_of_all_types() -> None:
    script = as_sent(event_map((40.0, 46.5), 7))["script"]
    start = re.search(r"window\.mapapp\.start\(map_div, (\{.*\})\);", script)

    assert start is not None
    assert len(json.loads(start.group(1))["legend"]) == 6
    assert "center: [40.0, 46.5]" in script


@pytest.mark.parametrize(("center", "zoom"), [((91.0, 0.0), 3), ((0.0, 9999.0), 3), ((float("nan"), 0.0), 3),
                                              ((0.0, 0.0), MIN_ZOOM - 1), ((0.0, 0.0), MAX_ZOOM + 1)])  # fmt: skip
def test_a_view_that_is_none_is_refused(center: tuple[float, float], zoom: float) -> None:
    with pytest.raises(ValueError, match=r"center|zoom"):
        event_map(center, zoom)


def test_the_message_carries_the_selection() -> None:
    selection = Selection(date(2020, 10, 1), date(2020, 11, 9), ("Battles", "Riots"), True)
    message = told(filter_message(selection, "ev-00ff", dark=True, version=12, turn=3, map_token="work-2"))

    assert message == {
        "s": selection.without("days").to_token(), "from": "2020-10-01", "to": "2020-11-09", "limited": True,
        "selected": "ev-00ff", "dark": True, "version": 12, "turn": 3, "map": "work-2", "area": "",
    }  # fmt: skip


def test_no_selection_is_an_empty_message() -> None:
    message = told(filter_message(Selection()))

    assert (message["from"], message["to"], message["s"], message["selected"]) == ("", "", "", "")
    assert (message["dark"], message["limited"]) == (None, False)


HOSTILE = [
    "{{7*7}}", "ev-{{7*7}}", "ev-1\n", "ev-1');alert(1);('", "</script>", "ev-`1`", "ev-${1}", "ev-_1", "EV-1", "ev-",
    "ev-" + "a" * 65, "ev-1 ", " ev-1", "ev-１", "{% raw %}",
]  # fmt: skip


@pytest.mark.parametrize("id", HOSTILE)
def test_an_id_that_is_none_never_enters_the_map(id: str) -> None:
    with pytest.raises(ValueError, match="id"):
        filter_message(Selection(), id)


@pytest.mark.parametrize("name", ["my map", "a_b", "{{7*7}}", "Карта", "<b>", "a" * 101])
def test_a_maps_name_enters_as_a_token_only(name: str) -> None:
    with pytest.raises(ValueError, match="token"):
        filter_message(Selection(), map_token=name)

    assert told(filter_message(Selection(), map_token=token(name)))["map"] == token(name)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_type_or_a_day_that_is_none_never_enters_the_map(text: str) -> None:
    class Day:
        def isoformat(self) -> str:
            return text

    with pytest.raises(ValueError, match="types"):
        filter_message(Selection(event_types=(text,)))
    with pytest.raises(ValueError, match="days"):
        filter_message(Selection(first_day=Day()))  # type: ignore[arg-type]


@pytest.mark.parametrize("text", ["{{7*7}}", "{%x%}", "{#x", "a`b", "<b>", "&amp;", "$x", "it's", "\\"])
def test_the_last_gate_lets_no_markup_through(text: str) -> None:
    with pytest.raises(ValueError, match="plain signs"):
        frame._plain({"value": text})


def test_a_rendered_map_stays_small() -> None:
    sent = as_sent(event_map(), filter_message(Selection()))

    assert sum(map(len, sent.values())) < 6000


def test_the_drawn_area_goes_as_numbers_alone() -> None:
    for text in ("44,38,48.5,42", "170,-10;190,-10;180,1e-05"):
        area = Area.parse(text)

        assert told(filter_message(Selection(area=area)))["area"] == str(area)
    assert told(filter_message(Selection()))["area"] == ""


def test_an_embedded_map_has_no_tools_that_change_the_selection() -> None:
    for more, expected in (
        ({}, (True, True, False)),
        ({"embedded": True}, (False, False, True)),
        ({"selects": False}, (True, False, False)),
    ):
        page = event_map(**more).get_root().render()
        options = json.loads(re.search(r"mapapp\.start\(\w+, (.*?)\);", page)[1])

        assert (options["time"], options["selects"], options["embedded"]) == expected
