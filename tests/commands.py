"""Running python finsam.py, in this process or in one of its own, and reading what it says."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import pytest

import finsam
from finsam_data.settings import PROJECT


class Said(NamedTuple):
    """What a command answered."""

    code: int
    out: str
    err: str

    @property
    def text(self) -> str:
        """All of it."""
        return self.out + self.err

    @property
    def lines(self) -> list[dict[str, Any]]:
        """The answer to --json, line by line."""
        return [json.loads(line) for line in self.out.splitlines()]


def run(capfd: pytest.CaptureFixture[str], *arguments: str | Path) -> Said:
    """Run a command in this process."""
    capfd.readouterr()
    try:
        code = finsam.main([str(argument) for argument in arguments])
    except SystemExit as left:
        code = int(left.code or 0)
    return Said(code, *capfd.readouterr())


def run_apart(*arguments: str | Path, encoding: str = "utf-8", **environment: str) -> Said:
    """Run a command in a process of its own, as at a terminal."""
    command = [sys.executable, "finsam.py", *map(str, arguments)]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, env=environment or None, check=False, timeout=300)
    return Said(done.returncode, done.stdout.decode(encoding), done.stderr.decode(encoding))
