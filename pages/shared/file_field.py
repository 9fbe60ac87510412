"""A field for files in Swedish: Streamlit's own speaks English, and takes no words of ours.

What is seen is written over with CSS, and what is only heard is named by a script that the server allows by its hash.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class FieldWords:
    """What a field says: on its button, beside it, when a file is too large, and to take one away."""

    choose: str
    drop: str
    refused: str
    forget: str


def field_style(place: str, words: FieldWords) -> str:
    """The style of the file fields within the container of that key."""
    zone = f'.st-key-{place} [data-testid="stFileUploaderDropzone"]'
    instructions = f'.st-key-{place} [data-testid="stFileUploaderDropzoneInstructions"]'
    return f"""
{zone} button p, {instructions} > * {{ display: none; }}
{zone} button [data-testid="stMarkdownContainer"]::after {{ content: "{words.choose}"; }}
{instructions}::after {{ content: "{words.drop}"; }}
/* A second, unreachable button, which those who hear the page would meet in English. */
.st-key-{place} [data-testid="stFileUploaderDropzoneInput"] {{ visibility: hidden; }}
.st-key-{place} [data-testid="stFileUploader"]:has([aria-invalid="true"])::after
  {{ content: "{words.refused}"; display: block; margin-top: .25rem; }}
"""


def field_script(place: str, words: FieldWords) -> str:
    """The script that names what is only heard, there."""
    return f"""
{{
  const place = document.querySelector(".st-key-{place}")
  const name = (part, words) => place.querySelectorAll(part).forEach(found => found.setAttribute("aria-label", words))
  const swedish = () => {{
    const field = '[data-testid="stFileUploaderDropzone"]'
    place.querySelectorAll(field + '[role="presentation"]').forEach(found => found.setAttribute("role", "group"))
    name(field + ' > span button:not([aria-label])', "{words.choose}")
    name('[aria-label^="Remove"]', "{words.forget}")
    name('[aria-label="Add files"]', "{words.choose}")
    place.querySelectorAll('[role="alert"]').forEach(found => {{
      if (found.textContent.startsWith("Error")) found.textContent = "{words.refused}"
    }})
  }}
  if (place) {{
    swedish()
    new MutationObserver(swedish).observe(place, {{ childList: true, subtree: true }})
  }}
}}
"""
