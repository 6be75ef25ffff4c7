"""Which of the server's languages a client is answered in."""

from __future__ import annotations

from typing import Final

from server.analysis.loading import languages

LANGUAGES: Final = languages()


def spoken(wanted: str) -> str:
    """The language of this tag, whatever its region; the server's first where it does not speak it."""
    language = wanted.partition("-")[0]
    return language if language in LANGUAGES else LANGUAGES[0]
