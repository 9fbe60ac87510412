"""The container of old Excel files (OLE compound file): a stream out of its sectors, and a new one around a stream."""

import struct
from collections.abc import Sequence
from itertools import count

SECTOR_END = 0xFFFFFFFA
"""From here on a number is no sector but a sign for the end of a chain, or for nothing."""
NO_SECTOR, CHAIN_END, TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
SIZE, FIRST_TABLES = 4096, 109
"""Size of a sector, and how many tables of sectors the header has room for: enough for 450 MB."""
SMALL_STREAM = 4096
SMALL_SECTOR = 64
ENTRY = 128


def stream(content: bytes, names: Sequence[str]) -> bytes:
    """The first stream with one of the names. Raises ValueError where there is none or the container is damaged."""
    try:
        return _stream(content, {name.casefold() for name in names})
    except (struct.error, IndexError):
        raise ValueError from None


def container(book: bytes) -> bytes:
    """A container with a workbook's stream alone, so that the reader meets no chain of sectors without an end."""
    book = book.ljust(SMALL_STREAM, b"\0")
    n_sectors = -(-len(book) // SIZE)
    n_tables = next(n for n in count(1) if n * SIZE // 4 >= n_sectors + 1 + n)
    first_table = n_sectors + 1
    following = [*range(1, n_sectors), CHAIN_END, CHAIN_END, *[TABLE] * n_tables]
    tables = struct.pack(f"<{len(following)}L", *following).ljust(n_tables * SIZE, b"\xff")
    entries = _entry("Root Entry", 5, 0, 0, child=1) + _entry("Workbook", 2, 0, len(book))
    places = [first_table + n if n < n_tables else NO_SECTOR for n in range(FIRST_TABLES)]
    header = struct.pack(
        "<8s16x5H6x9L109L",
        *(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 4, 0xFFFE, 12, 6),
        *(1, n_tables, n_sectors, 0, SMALL_STREAM, CHAIN_END, 0, CHAIN_END, 0),
        *places,
    )
    return b"".join(
        [header.ljust(SIZE, b"\0"), book.ljust(n_sectors * SIZE, b"\0"), entries.ljust(SIZE, b"\0"), tables]
    )


def _entry(name: str, kind: int, start: int, n_bytes: int, child: int = NO_SECTOR) -> bytes:
    text = name.encode("utf-16-le") + b"\0\0"
    return struct.pack("<64sHBB3L36x3L", text, len(text), kind, 1, NO_SECTOR, NO_SECTOR, child, start, n_bytes, 0)


def _stream(content: bytes, names: set[str]) -> bytes:
    size = 1 << struct.unpack_from("<H", content, 30)[0]
    n_tables, first_entry = struct.unpack_from("<L", content, 44)[0], struct.unpack_from("<L", content, 48)[0]
    if size not in {512, 4096} or n_tables * size > len(content):
        raise ValueError
    first_small, first_further = struct.unpack_from("<L", content, 60)[0], struct.unpack_from("<L", content, 68)[0]

    def sector(number: int) -> bytes:
        return content[(number + 1) * size : (number + 2) * size]

    tables = list(struct.unpack_from("<109L", content, 76))
    while first_further < SECTOR_END and len(tables) <= n_tables:
        *more, first_further = struct.unpack(f"<{size // 4}L", sector(first_further))
        tables += more
    following: list[int] = []
    for table in tables[:n_tables]:
        following += struct.unpack(f"<{size // 4}L", sector(table))

    def chain(number: int) -> bytes:
        sectors: list[bytes] = []
        while number < SECTOR_END:
            sectors.append(sector(number))
            if len(sectors) > len(following):
                raise ValueError
            number = following[number]
        return b"".join(sectors)

    entries = chain(first_entry)
    root_start = struct.unpack_from("<L", entries, 116)[0]
    for at in range(0, len(entries) - ENTRY + 1, ENTRY):
        length = struct.unpack_from("<H", entries, at + 64)[0]
        name = entries[at : at + max(length - 2, 0)].decode("utf-16-le", errors="replace")
        if entries[at + 66] == 2 and name.casefold() in names:
            start, n_bytes = struct.unpack_from("<LL", entries, at + 116)
            if n_bytes >= SMALL_STREAM:
                return chain(start)[:n_bytes]
            return _small(chain(first_small), chain(root_start), start)[:n_bytes]
    raise ValueError


def _small(table: bytes, sectors: bytes, number: int) -> bytes:
    """A stream of less than 4096 bytes, which lies in sectors of 64 within the first entry's stream."""
    following = struct.unpack(f"<{len(table) // 4}L", table)
    found: list[bytes] = []
    while number < SECTOR_END and len(found) <= len(following):
        found.append(sectors[number * SMALL_SECTOR : (number + 1) * SMALL_SECTOR])
        number = following[number]
    return b"".join(found)
