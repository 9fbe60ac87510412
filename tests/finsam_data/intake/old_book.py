"""A .xls workbook of the old kind, written record by record: nothing here writes them, but readers must read them."""

import struct

SECTOR, NO_SECTOR, CHAIN_END, TABLE = 512, 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def record(kind, data=b""):
    return struct.pack("<HH", kind, len(data)) + data


def begin(kind):
    return record(0x0809, struct.pack("<HHHHLL", 0x0600, kind, 0, 0, 0, 0))


def cell(row, column, value):
    at = struct.pack("<HHH", row, column, 0)
    match value:
        case str():
            return record(0x0204, at + struct.pack("<HB", len(value), 1) + value.encode("utf-16-le"))
        case int() | float():
            return record(0x0203, at + struct.pack("<d", value))
        case None:
            return record(0x0201, at)
        case ("fault", code):
            return record(0x0205, at + bytes([code, 1]))
        case ("formula", result):
            return record(0x0006, at + struct.pack("<dHLH", result, 0, 0, 3) + b"\x1e\x01\x00")


def old_workbook(sheets, first=b"", last=b""):
    """sheets: name → (hidden, {(row, column) from 0: value}). first, last: further records of the workbook, a sheet."""
    bodies = [
        begin(0x0010) + b"".join(cell(*place, value) for place, value in sorted(cells.items())) + last + record(0x000A)
        for _, cells in sheets.values()
    ]
    names = [bytes([hidden, 0, len(name), 1]) + name.encode("utf-16-le") for name, (hidden, _) in sheets.items()]
    place = len(begin(0x0005) + first + record(0x000A)) + sum(4 + 4 + len(name) for name in names)
    listed = b""
    for name, body in zip(names, bodies, strict=True):
        listed += record(0x0085, struct.pack("<L", place) + name)
        place += len(body)
    return container(begin(0x0005) + first + listed + record(0x000A) + b"".join(bodies))


def container(stream, name="Workbook"):
    """An OLE file with one stream: header, sectors, directory, table of sectors."""
    stream = stream.ljust(4096, b"\0")
    n_sectors = -(-len(stream) // SECTOR)
    body = stream.ljust(n_sectors * SECTOR, b"\0")
    n_tables = 1
    while n_tables * 128 < n_sectors + 1 + n_tables:
        n_tables += 1
    chain = [*range(1, n_sectors), CHAIN_END, CHAIN_END, *[TABLE] * n_tables]
    table = struct.pack(f"<{len(chain)}L", *chain).ljust(n_tables * SECTOR, b"\xff")
    directory = entry("Root Entry", 5, CHAIN_END, 0, child=1) + entry(name, 2, 0, len(stream))
    places = [n_sectors + 1 + n for n in range(n_tables)]
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<LLLLLLLLL", 0, n_tables, n_sectors, 0, 4096, CHAIN_END, 0, CHAIN_END, 0)
    header += struct.pack("<109L", *places, *[NO_SECTOR] * (109 - n_tables))
    return header + body + directory.ljust(SECTOR, b"\0") + table


def entry(name, kind, start, size, child=NO_SECTOR):
    text = name.encode("utf-16-le") + b"\0\0"
    head = text.ljust(64, b"\0") + struct.pack("<HBBLLL", len(text), kind, 1, NO_SECTOR, NO_SECTOR, child)
    return head + bytes(36) + struct.pack("<LLL", start, size, 0)
