"""Writing so that it is on the disk when it is said to be, and why it could not be."""

import errno
import os
from pathlib import Path

REASONS = {
    errno.EACCES: "skrivrättighet saknas",
    errno.EPERM: "skrivrättighet saknas",
    errno.EROFS: "mappen är skrivskyddad",
    errno.ENOSPC: "disken är full",
    errno.EDQUOT: "utrymmet är slut",
    errno.EFBIG: "filen får inte bli så stor",
    errno.EAGAIN: "någon annan skriver där just nu",
    errno.ENOENT: "mappen finns inte",
}
"""Error of the system → why, in Swedish."""


def reason(error: OSError) -> str:
    """Why nothing could be written, in Swedish."""
    return REASONS.get(error.errno or 0, "okänt fel")


def write_new(path: Path, content: bytes, mode: int = 0o666) -> None:
    """A file that was not there, on the disk when this returns. Raises OSError."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), mode)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Make sure that the folder's list is on the disk; folders cannot be synced on Windows and need not be."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
