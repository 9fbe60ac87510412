"""The README tells the truth about commands, pages and folders."""

import re
from pathlib import Path

from pages.text.navigation import PAGES

PROJECT = Path(__file__).resolve().parent.parent
README = (PROJECT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (PROJECT / "Makefile").read_text(encoding="utf-8")


def test_every_make_command_exists_and_every_command_is_told():
    told = set(re.findall(r"make (\w+)", README))
    made = set(re.findall(r"^(\w+):", MAKEFILE, re.MULTILINE))
    assert told == made


def test_every_page_is_listed_with_its_address():
    rows = re.findall(r"^\| ([^|]+) \| (/\S*) \|", README, re.MULTILINE)
    assert rows == [(title, f"/{url_path}") for _, title, url_path in PAGES]


def test_the_folders_listed_are_the_folders_there():
    listed = re.findall(r"^(\w+)/ ", README, re.MULTILINE)
    code = {
        path.name for path in PROJECT.iterdir() if path.is_dir() and any(path.rglob("*.py")) and path.name[0] != "."
    }
    assert set(listed) == code - {"docs"}


def test_every_command_of_the_command_line_is_told():
    from finsam import _parser

    usage = _parser().format_help()
    commands = set(re.findall(r"^    (\w+) ", usage, re.MULTILINE))
    assert commands == set(re.findall(r"python finsam\.py (\w+)", README))


def test_files_that_are_linked_exist():
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        assert (PROJECT / target).exists(), target
