"""Text from outside never reaches a template or a Markdown reader (DECISIONS.md, 2 and 3)."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SOURCES = sorted([*ROOT.glob("mapapp/**/*.py"), *ROOT.glob("gazetteer/**/*.py")])

# folium and branca compile what they render as a Jinja2 template again: a text in one of these runs as code.
FOLIUM_TEXT_SINKS = {
    *("Popup", "Tooltip", "DivIcon", "Element", "Html", "IFrame", "GeoJsonPopup", "GeoJsonTooltip", "Icon"),
    *("GeoJson", "Choropleth", "CustomIcon", "TimestampedGeoJson", "Figure", "JavascriptLink", "CssLink"),
}
# Streamlit reads these as Markdown or HTML: an image in a text would be fetched from its host.
MARKDOWN_SINKS = {
    *("markdown", "write", "write_stream", "html", "caption", "error", "info", "warning", "success", "toast"),
    *("title", "header", "subheader", "metric", "latex", "exception", "badge", "table", "json"),
}
LABEL_SINKS = {
    "button",
    "expander",
    "tabs",
    "checkbox",
    "radio",
    "toggle",
    "link_button",
    "popover",
    "status",
}


def called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def is_own_constant(node: ast.expr) -> bool:
    """A text that stands in our source, a number put into one, or a choice between such texts."""
    match node:
        case ast.Constant():
            return True
        case ast.JoinedStr(values=values):
            return all(is_own_constant(v) for v in values)
        case ast.FormattedValue(value=value):
            return is_own_constant(value) or (
                isinstance(value, ast.Call) and called(value) in {"len", "int", "round", "sum"}
            )
        case ast.IfExp(body=body, orelse=orelse):
            return is_own_constant(body) and is_own_constant(orelse)
        case ast.BinOp(left=left, right=right):
            return is_own_constant(left) and is_own_constant(right)
        case ast.Name(id=name):
            return name.isupper()  # a constant of the module
        case ast.Attribute(attr=name):
            return name.isupper()
        case ast.Subscript(value=value):
            return is_own_constant(value)  # one of a constant table
        case ast.List(elts=elts) | ast.Tuple(elts=elts):
            return all(is_own_constant(e) for e in elts)
        case _:
            return False


def markdown_faults(source: str) -> list[str]:
    """Calls of a Streamlit text sink with anything but a text of our own."""
    faults = []
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        name = called(node)
        owner = ast.unparse(node.func.value)
        is_streamlit = owner == "st" or owner.startswith("st.")
        if name in MARKDOWN_SINKS | LABEL_SINKS and (is_streamlit or name in {"markdown", "html", "caption"}):
            texts = [*node.args[:1], *(k.value for k in node.keywords if k.arg in {"body", "label", "help"})]
            faults += [f"line {node.lineno}: {ast.unparse(t)}" for t in texts if not is_own_constant(t)]
        faults += [f"line {node.lineno}: {k.arg}" for k in node.keywords if k.arg == "unsafe_allow_html"]
    return faults


def folium_faults(source: str, inside_maps: bool) -> list[str]:
    """Uses of a folium class that renders text; outside maps/ any folium name at all."""
    faults = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            if node.value.id in {"folium", "branca"} and (node.attr in FOLIUM_TEXT_SINKS or not inside_maps):
                faults.append(f"line {node.lineno}: {node.value.id}.{node.attr}")
        elif isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in {"folium", "branca"}:
            faults += [
                f"line {node.lineno}: {alias.name}"
                for alias in node.names
                if alias.name in FOLIUM_TEXT_SINKS or not inside_maps
            ]
        elif isinstance(node, ast.keyword) and node.arg in {"popup", "tooltip", "attr", "icon"}:
            faults += [f"line {node.value.lineno}: {node.arg}="] if inside_maps else []
    return faults


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(ROOT)))
def test_no_foreign_text_reaches_a_sink(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    inside_maps = "maps" in path.relative_to(ROOT).parts
    views = "views" in path.relative_to(ROOT).parts

    assert folium_faults(source, inside_maps) == []
    assert not views or markdown_faults(source) == []


@pytest.mark.parametrize("line", [
    "st.markdown(event.title)", "st.error(str(error))", "st.write(f'<b>{title}</b>')", "st.button(name)",
    "st.markdown('x', unsafe_allow_html=True)", "st.sidebar.caption(article.url)", "column.markdown(text)",
])  # fmt: skip
def test_the_markdown_rule_catches(line: str) -> None:
    assert markdown_faults(line)


@pytest.mark.parametrize(
    "line", ["st.caption('Dates')", "st.info(f'{len(events)} events')", "st.text(title)"]
)
def test_the_markdown_rule_lets_pass(line: str) -> None:
    assert markdown_faults(line) == []


@pytest.mark.parametrize("line", [
    "folium.Popup(text)", "folium.Map(tiles=None).add_child(folium.DivIcon(html))",
    "from folium import GeoJsonTooltip", "folium.Marker((1, 2), popup=title)",
])  # fmt: skip
def test_the_folium_rule_catches(line: str) -> None:
    assert folium_faults(line, inside_maps=True)


def test_scripts_of_ours_never_write_markup() -> None:
    """Our JavaScript puts text in with textContent; no inner HTML, no eval, no address outside."""
    faults = []
    for path in sorted(ROOT.glob("mapapp/**/*.js")):
        if "vendor" in path.parts:
            continue
        source = path.read_text(encoding="utf-8")
        pattern = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function"
        faults += [f"{path.name}: {m.group()}" for m in re.finditer(pattern, source)]

    assert faults == []


def test_nothing_served_names_an_address_to_load_from() -> None:
    """Vendored styles and scripts fetch nothing from elsewhere."""
    faults = []
    for path in sorted([*ROOT.glob("mapapp/**/*.css"), *ROOT.glob("mapapp/**/*.html")]):
        found = re.findall(
            r"(?:url\(|src=|href=|@import)\s*['\"]?(?:https?:)?//[^\s'\")]+", path.read_text("utf-8")
        )
        faults += [f"{path.name}: {address}" for address in found]

    assert faults == []
