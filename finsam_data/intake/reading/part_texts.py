"""The texts of an XML part, whatever it is for: what stands between tags and in attributes."""

import html
import re

from finsam_data.intake.personnummer import numbers_between

FORMATS = re.compile(rb"<((?:[\w.-]+:)?rPr)\b[^>]*?(?:/>|>.*?</\1\s*>)", re.DOTALL)
WITHIN_TEXT = re.compile(rb"</?(?:[\w.-]+:)?(?:r|t|span|a)(?:\s[^<>]*)?/?>")
"""Tags inside one text: parts of it with formats or links of their own."""
BETWEEN_STRINGS = b"</t></si><si><t>"
"""What mostly stands between the strings of a workbook; taken first, it spares a slower look at very many tags."""
TAG = re.compile(rb"<[^>]*>")
ATTRIBUTE = re.compile(rb"""=\s*(?:"([^"]*)"|'([^']*)')""")


def part_texts(xml: bytes) -> str:
    """Every text and every attribute of the part, with personnummer.BETWEEN_TEXTS between them."""
    xml = xml.replace(BETWEEN_STRINGS, b"\0").replace(b"<!--", b"\0").replace(b"-->", b"\0")
    attributes = [double or single for double, single in ATTRIBUTE.findall(xml)]
    inside = TAG.sub(b"\0", WITHIN_TEXT.sub(b"", FORMATS.sub(b"", xml) if b"rPr" in xml else xml))
    text = b"\0".join([inside, *attributes]).decode(errors="replace")
    return html.unescape(text) if "&" in text else text


def part_numbers(xml: bytes) -> list[str]:
    """The personnummer of the part, each once, as YYMMDDNNNN."""
    return numbers_between(part_texts(xml))


def binary_numbers(content: bytes) -> list[str]:
    """The personnummer of a part that is no XML, a picture or a printer's settings, written in one byte a sign or two.

    Each once, as YYMMDDNNNN.
    """
    found = dict.fromkeys(numbers_between(content.decode("latin-1")))
    return [*(found | dict.fromkeys(numbers_between(content.replace(b"\0", b"").decode("latin-1"))))]
