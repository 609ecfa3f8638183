import struct

import pytest

from mapapp.maps.build.shapefile import attributes, parts


def record(number: int, kind: int, lines: list[list[tuple[float, float]]]) -> bytes:
    body = struct.pack("<i", kind)
    if kind:
        starts, points = [], []
        for line in lines:
            starts.append(len(points))
            points += line
        body += bytes(32) + struct.pack("<ii", len(starts), len(points))
        body += struct.pack(f"<{len(starts)}i", *starts)
        body += b"".join(struct.pack("<dd", *point) for point in points)
    return struct.pack(">ii", number, len(body) // 2) + body


def test_rings_and_lines_come_back_part_by_part() -> None:
    lines = [[(1.0, 2.0), (3.0, 4.0)], [(5.0, 6.0), (7.0, 8.0), (9.0, 1.0)]]
    shp = bytes(100) + record(1, 3, lines) + record(2, 0, []) + record(3, 5, lines[1:])
    read = [[part.tolist() for part in shape] for shape in parts(shp)]

    assert read == [[list(map(list, line)) for line in lines], [], [list(map(list, lines[1]))]]


def test_points_are_refused() -> None:
    with pytest.raises(ValueError, match="type 1"):
        list(parts(bytes(100) + record(1, 1, [[(0.0, 0.0)]])))


def test_attributes_are_text_by_lower_case_name() -> None:
    def field(name: str, width: int) -> bytes:
        return name.encode().ljust(11, b"\0") + b"C" + bytes(4) + bytes([width]) + bytes(15)

    fields = field("NAME", 8) + field("Rank", 3)
    rows = b" " + "Şəki".encode().ljust(8) + b"  4" + b" " + b"Ganja".ljust(8, b"\0") + b"  1"
    header = bytes([3, 0, 0, 0]) + struct.pack("<IHH", 2, 32 + len(fields) + 1, 12) + bytes(20)

    assert attributes(header + fields + b"\r" + rows) == [
        {"name": "Şəki", "rank": "4"},
        {"name": "Ganja", "rank": "1"},
    ]
